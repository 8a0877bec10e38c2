// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.git;

import java.nio.ByteBuffer;
import java.util.Optional;

/** A change of one file. */
public sealed interface FileEdit {
    String path();

    /** A new file; there must be none of that path. */
    record Create(String path, Content content) implements FileEdit {}

    /** New content for a file that must be there and, if a blob is named, be that one. */
    record Update(String path, Content content, Optional<String> blob) implements FileEdit {}

    /** No file any more. */
    record Delete(String path, Optional<String> blob) implements FileEdit {}

    /** Bytes of a file. */
    record Content(ByteBuffer bytes) {}
}
