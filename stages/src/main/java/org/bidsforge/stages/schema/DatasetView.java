// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.schema;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** The files of a dataset as they will be once the session is in it. */
public interface DatasetView {
    /** The content of the file at this path of the dataset; nothing when there is none, or it is not on this machine. */
    Optional<Path> find(String path);

    /** The names of the files in this folder, {@code ""} being the dataset itself; those without content included. */
    Set<String> names(String folder) throws IOException;
}
