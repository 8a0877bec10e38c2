// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bidsforge.core.bids.BidsName;
import org.bidsforge.core.bids.BidsSchema;

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
        return paths;
    }

    /** Where the table of a perfusion series lies that says which volume is what. */
    Optional<String> context(String image) {
        String folder = image.substring(0, image.lastIndexOf('/') + 1);
        return BidsName.parse(image.substring(folder.length()))
                .filter(name -> name.suffix().equals("asl") && folder.endsWith("/perf/"))
                .map(name -> folder + schema.fileName(schema.sibling("perf", name, "aslcontext", ".tsv")));
    }
}
