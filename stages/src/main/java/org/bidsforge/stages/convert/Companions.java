// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bidsforge.core.bids.BidsName;
import org.bidsforge.core.bids.BidsSchema;
import org.bidsforge.stages.physio.Physio;

/** The files that a conversion may have made beside an image. */
final class Companions {
    private static final List<String> EXTENSIONS = List.of(".nii.gz", ".json", ".bval", ".bvec");

    private final BidsSchema schema;

    Companions(BidsSchema schema) {
        this.schema = schema;
    }

    /** Their paths, that of the image first. */
    List<String> of(String image) {
        List<String> paths = new ArrayList<>();
        for (String extension : EXTENSIONS) {
            paths.add(image.replace(".nii.gz", extension));
        }
        context(image).ifPresent(paths::add);
        String folder = folder(image);
        BidsName.parse(image.substring(folder.length()))
                .ifPresent(name -> paths.addAll(Physio.paths(schema, datatype(folder), name, folder)));
        return paths;
    }

    /** Where the events of a run lie; nothing for an image that can have none. */
    Optional<String> events(String image) {
        String folder = folder(image);
        String datatype = datatype(folder);
        return BidsName.parse(image.substring(folder.length()))
                .filter(name -> name.extension().equals(".nii.gz")
                        && name.entity("task").isPresent()
                        && schema.suffixesOf(datatype).contains("events"))
                .map(name -> folder + schema.fileName(schema.sibling(datatype, name, "events", ".tsv")));
    }

    private static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    private static String datatype(String folder) {
        String[] folders = folder.split("/", -1);
        return folders.length < 2 ? "" : folders[folders.length - 2];
    }

    /** Where the table of a perfusion series lies that says which volume is what. */
    Optional<String> context(String image) {
        String folder = image.substring(0, image.lastIndexOf('/') + 1);
        return BidsName.parse(image.substring(folder.length()))
                .filter(name -> name.suffix().equals("asl") && folder.endsWith("/perf/"))
                .map(name -> folder + schema.fileName(schema.sibling("perf", name, "aslcontext", ".tsv")));
    }
}
