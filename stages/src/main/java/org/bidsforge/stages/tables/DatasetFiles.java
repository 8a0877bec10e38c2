// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.tables;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import org.bidsforge.stages.dcm2niix.Json;

/** The files at the top of a dataset, for one that has none yet. */
public final class DatasetFiles {
    private static final String README = """
            # %s

            Converted from DICOM with BIDSforge.

            Replace this text by what a reader must know: who was scanned and why, the tasks, the scanner and its
            protocol, what is missing and what went wrong, whom to ask.
            """;

    private DatasetFiles() {}

    /** Path and content of each file; only those that are missing are to be written. */
    public static Map<String, String> of(String name, String bidsVersion) {
        Map<String, String> files = new TreeMap<>();
        files.put("dataset_description.json", description(name, bidsVersion));
        files.put("participants.json", participants());
        files.put("README.md", README.formatted(name));
        files.put("CHANGES", "Unreleased\n  - First sessions converted\n");
        files.put(".bidsignore", "# One pattern a line: files of this dataset that BIDS does not know\n");
        return files;
    }

    private static String description(String name, String bidsVersion) {
        ObjectNode description = Json.object();
        description.put("Name", name);
        description.put("BIDSVersion", bidsVersion);
        description.put("DatasetType", "raw");
        description.putArray("GeneratedBy").addObject().put("Name", "BIDSforge");
        return Json.write(description);
    }

    private static String participants() {
        ObjectNode columns = Json.object();
        columns.putObject("age")
                .put("Description", "Age at the first session, 89 for all who are older")
                .put("Units", "year");
        ObjectNode sex = columns.putObject("sex");
        sex.put("Description", "Sex as the scanner recorded it");
        sex.putObject("Levels").put("F", "female").put("M", "male").put("O", "other");
        return Json.write(columns);
    }
}
