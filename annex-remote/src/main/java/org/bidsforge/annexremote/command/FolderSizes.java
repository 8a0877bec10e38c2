// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.command;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.bidsforge.store.StoredObject;

/**
 * Adds up a listing by folder, in memory that does not grow with the number of objects, and hardly with that of folders:
 * beyond a number, further ones are counted as one.
 */
final class FolderSizes implements Consumer<StoredObject> {
    static final String FURTHER = "(further folders)";

    private static final int MOST = 10_000;

    private final int from;
    private final int depth;
    private final Map<String, Sum> folders = new TreeMap<>();
    private final Sum total = new Sum();

    /** Objects and their bytes. */
    static final class Sum {
        private long objects;
        private long bytes;

        private void add(long size) {
            objects++;
            bytes += size;
        }

        long objects() {
            return objects;
        }

        long bytes() {
            return bytes;
        }
    }

    /**
     * Folders are told apart down to a depth below the prefix.
     *
     * @param prefix that all objects have
     * @param depth 0 for one sum only
     */
    FolderSizes(String prefix, int depth) {
        this.from = prefix.length();
        this.depth = depth;
    }

    @Override
    public void accept(StoredObject object) {
        total.add(object.size());
        String folder = folder(object.name());
        Sum sum = folders.get(folder);
        if (sum == null) {
            sum = folders.computeIfAbsent(folders.size() < MOST ? folder : FURTHER, absent -> new Sum());
        }
        sum.add(object.size());
    }

    private String folder(String name) {
        int end = from;
        for (int level = 0; level < depth; level++) {
            int slash = name.indexOf('/', end);
            if (slash < 0) {
                break;
            }
            end = slash + 1;
        }
        return name.substring(0, end);
    }

    Map<String, Sum> folders() {
        return folders;
    }

    Sum total() {
        return total;
    }
}
