// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.git;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What shall be different in a tree, by path. The last word on a path counts. Not thread-safe. */
public final class TreeEdit {
    private static final Pattern BAD_PATH =
            Pattern.compile("(?is)|.*\\p{Cntrl}.*|/.*|.*/|.*//.*|(.*/)?(\\.|\\.\\.|\\.git)(/.*)?");

    private final SortedMap<String, Change> changes = new TreeMap<>();

    /** What happens at one path. */
    sealed interface Change {
        record Content(ByteBuffer bytes, TreeEntry.Kind kind) implements Change {}

        record Existing(String id, TreeEntry.Kind kind) implements Change {}

        record Deletion() implements Change {}
    }

    /** A file of text. */
    public TreeEdit text(String path, String content) {
        return bytes(path, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Many files of text, by path. */
    public TreeEdit texts(Map<String, String> files) {
        files.forEach(this::text);
        return this;
    }

    /** A file of any bytes. */
    public TreeEdit bytes(String path, byte[] content) {
        return put(path, new Change.Content(ByteBuffer.wrap(content.clone()), TreeEntry.Kind.FILE));
    }

    /** A file that can be run. */
    public TreeEdit executable(String path, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return put(path, new Change.Content(ByteBuffer.wrap(bytes), TreeEntry.Kind.EXECUTABLE));
    }

    /** A symbolic link. */
    public TreeEdit symlink(String path, String target) {
        byte[] bytes = target.getBytes(StandardCharsets.UTF_8);
        return put(path, new Change.Content(ByteBuffer.wrap(bytes), TreeEntry.Kind.SYMLINK));
    }

    /** A submodule at a commit. */
    public TreeEdit submodule(String path, String commit) {
        return put(path, new Change.Existing(commit, TreeEntry.Kind.SUBMODULE));
    }

    /** Something that the repository has already, perhaps at another path. */
    public TreeEdit existing(String path, TreeEntry entry) {
        return put(path, new Change.Existing(entry.id(), entry.kind()));
    }

    /** No such file or folder any more; fine when there is none. Edits below the path still apply, to an empty folder. */
    public TreeEdit delete(String path) {
        return put(path, new Change.Deletion());
    }

    private TreeEdit put(String path, Change change) {
        if (BAD_PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("No path inside a repository: " + path);
        }
        changes.put(path, change);
        return this;
    }

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    SortedMap<String, Change> changes() {
        return Collections.unmodifiableSortedMap(changes);
    }
}
