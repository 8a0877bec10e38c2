// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.StageReport;
import org.bidsforge.stages.dcm2niix.Json;

/**
 * What the dataset itself says about a conversion: from which commit and tree of sourcedata, by which versions, and what
 * became of each series. The service reads {@code sourceTree} to see whether a session must be converted.
 */
final class SessionRecord {
    private SessionRecord() {}

    static String path(SessionName session) {
        return ".bidsforge/sessions/" + session + ".json";
    }

    /** The report goes without pictures and commits, so that the same conversion gives the same bytes. */
    static String write(ConvertedSession.Source source, StageReport report) throws IOException {
        ObjectNode record = Json.object();
        record.put("sourceCommit", source.commit());
        record.put("sourceTree", source.tree());
        record.set("report", Json.parse(report.withoutPictures().toJson(), "a report"));
        return Json.write(record);
    }

    /** The source tree that a record names; nothing when it names none. */
    static Optional<String> sourceTree(String text) {
        try {
            return Optional.of(Json.parse(text, "a record").path("sourceTree").asText(""))
                    .filter(tree -> !tree.isEmpty());
        } catch (IOException notARecord) {
            return Optional.empty();
        }
    }
}
