// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bidsforge.stages.naming.NamedImage;

/** Writes the images themselves and, for diffusion, their b-values and directions. */
final class ImageFiles {
    private final Draft draft;

    ImageFiles(Draft draft) {
        this.draft = draft;
    }

    /** Compresses on all cores; each image by itself, so that their number changes no byte. */
    void write(List<NamedImage> images) throws IOException {
        try {
            images.parallelStream().forEach(image -> {
                try {
                    ReproducibleGzip.compress(image.image().nifti(), draft.file(image.path()));
                } catch (IOException problem) {
                    throw new UncheckedIOException(
                            "Compressing " + image.path() + ": " + problem.getMessage(), problem);
                }
            });
        } catch (UncheckedIOException problem) {
            throw new IOException(problem.getMessage(), problem);
        }
        for (NamedImage image : images) {
            if (image.is("dwi", "dwi")) {
                int volumes = image.image().volumes();
                // Without weighting dcm2niix writes no files, and BIDS asks for zeros.
                copy(image.image().bval(), 1, volumes, image.beside(".bval"));
                copy(image.image().bvec(), 3, volumes, image.beside(".bvec"));
            } else if (!image.isBids() && image.image().bval().isPresent()) {
                copy(image.image().bval(), 1, 0, image.beside(".bval"));
                copy(image.image().bvec(), 3, 0, image.beside(".bvec"));
            }
        }
    }

    private void copy(Optional<Path> file, int rows, int volumes, String path) throws IOException {
        String zeros = (String.join(" ", Collections.nCopies(volumes, "0")) + "\n").repeat(rows);
        String text = file.isPresent() ? Files.readString(file.get()) : zeros;
        draft.text(path, text.replace("\r\n", "\n").strip() + "\n");
    }
}
