// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.git;

/**
 * Something in a tree.
 *
 * @param path from the top of the repository
 * @param id of the blob, the folder's tree, or the commit of a submodule
 */
public record TreeEntry(String path, Kind kind, String id) {
    /** What can stand in a tree. */
    public enum Kind {
        FILE,
        EXECUTABLE,
        SYMLINK,
        /** A commit of another repository. */
        SUBMODULE,
        FOLDER
    }
}
