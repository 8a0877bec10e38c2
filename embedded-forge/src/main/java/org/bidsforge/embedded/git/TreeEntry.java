// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.git;

import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;

/** A path in a tree. The size is that of a blob, else 0. */
public record TreeEntry(String path, FileMode mode, ObjectId id, long size) {
    public String sha() {
        return id.name();
    }

    /** git's word. */
    public String type() {
        if (mode == FileMode.TREE) {
            return "tree";
        }
        return mode == FileMode.GITLINK ? "commit" : "blob";
    }

    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
