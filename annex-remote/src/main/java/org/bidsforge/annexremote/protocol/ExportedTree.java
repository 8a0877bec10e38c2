// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.protocol;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Files under the names that they have in a tree. Names are relative paths, given as git-annex sends them: each character
 * is one byte. The rules of {@link SpecialRemote} on threads, repetition and exceptions hold here, too.
 */
public interface ExportedTree {
    /** Other content may be there under the name; it is replaced. */
    void store(Annex annex, String name, String key, Path file) throws IOException;

    /** Fails if what is there is not the key's content, as far as the key tells. */
    void retrieve(Annex annex, String name, String key, Path file) throws IOException;

    /** False only if the key's content is positively not there. */
    boolean isPresent(Annex annex, String name, String key) throws IOException;

    void remove(Annex annex, String name, String key) throws IOException;

    /** A folder that is empty of exported files; one that never existed is fine. */
    void removeDirectory(Annex annex, String directory) throws IOException;

    /** False if this store cannot rename; git-annex then removes and stores again. */
    boolean rename(Annex annex, String name, String key, String newName) throws IOException;
}
