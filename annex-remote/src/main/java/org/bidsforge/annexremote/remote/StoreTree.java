// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.remote;

import java.io.IOException;
import java.nio.file.Path;
import org.bidsforge.annexremote.protocol.Annex;
import org.bidsforge.annexremote.protocol.ExportedTree;

/** Exported files as objects of the same names. */
final class StoreTree implements ExportedTree {
    private final StoreRemote remote;

    StoreTree(StoreRemote remote) {
        this.remote = remote;
    }

    private String object(String name) {
        return ExportName.of(remote.prepared().prefix(), name);
    }

    @Override
    public void store(Annex annex, String name, String key, Path file) throws IOException {
        remote.put(annex, object(name), key, file);
    }

    @Override
    public void retrieve(Annex annex, String name, String key, Path file) throws IOException {
        remote.get(annex, object(name), key, file);
    }

    @Override
    public boolean isPresent(Annex annex, String name, String key) throws IOException {
        return remote.holds(annex, object(name), key);
    }

    @Override
    public void remove(Annex annex, String name, String key) throws IOException {
        remote.delete(annex, object(name));
    }

    /** Objects lie in no folders. */
    @Override
    public void removeDirectory(Annex annex, String directory) {}

    /** A copy by the server, then the removal of the old object: a break in between leaves both, never none. */
    @Override
    public boolean rename(Annex annex, String name, String key, String newName) throws IOException {
        String from = object(name);
        String to = object(newName);
        if (!from.equals(to)) {
            remote.copy(annex, from, to);
            remote.delete(annex, from);
        }
        return true;
    }
}
