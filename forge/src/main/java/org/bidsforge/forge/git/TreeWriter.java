// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.git;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.jspecify.annotations.Nullable;

/** Applies an edit to a tree; reads and writes only the folders on the way to the changed paths. */
final class TreeWriter {
    /** Git sorts a folder as if its name ended with a slash. */
    private static final Comparator<Item> GIT_ORDER = Comparator.comparing(Item::sortKey, TreeWriter::compareBytes);

    private final ObjectReader reader;
    private final ObjectInserter inserter;

    TreeWriter(ObjectReader reader, ObjectInserter inserter) {
        this.reader = reader;
        this.inserter = inserter;
    }

    private record Item(String name, FileMode mode, ObjectId id) {
        byte[] sortKey() {
            return Constants.encode(mode == FileMode.TREE ? name + "/" : name);
        }
    }

    private static int compareBytes(byte[] a, byte[] b) {
        return Arrays.compareUnsigned(a, b);
    }

    /** The changed tree; an empty one has an id too. */
    ObjectId write(@Nullable ObjectId base, TreeEdit edit) throws IOException {
        ObjectId tree = folder(base, edit.changes());
        return tree == null ? inserter.insert(new TreeFormatter()) : tree;
    }

    private @Nullable ObjectId folder(@Nullable ObjectId base, SortedMap<String, TreeEdit.Change> changes)
            throws IOException {
        Map<String, Item> items = base == null ? new TreeMap<>() : items(base);
        Map<String, SortedMap<String, TreeEdit.Change>> below = new TreeMap<>();
        for (Map.Entry<String, TreeEdit.Change> change : changes.entrySet()) {
            int slash = change.getKey().indexOf('/');
            if (slash < 0) {
                apply(items, change.getKey(), change.getValue());
            } else {
                below.computeIfAbsent(change.getKey().substring(0, slash), name -> new TreeMap<>())
                        .put(change.getKey().substring(slash + 1), change.getValue());
            }
        }
        for (Map.Entry<String, SortedMap<String, TreeEdit.Change>> folder : below.entrySet()) {
            if (!(changes.getOrDefault(folder.getKey(), new TreeEdit.Change.Deletion())
                    instanceof TreeEdit.Change.Deletion)) {
                throw new IllegalArgumentException("both a file and a folder: " + folder.getKey());
            }
            descend(items, folder.getKey(), folder.getValue());
        }
        return format(items);
    }

    private void apply(Map<String, Item> items, String name, TreeEdit.Change change) throws IOException {
        if (change instanceof TreeEdit.Change.Content content) {
            ByteBuffer bytes = content.bytes().duplicate();
            ObjectId id = inserter.insert(
                    Constants.OBJ_BLOB, bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            items.put(name, new Item(name, mode(content.kind()), id));
        } else if (change instanceof TreeEdit.Change.Existing existing) {
            items.put(name, new Item(name, mode(existing.kind()), ObjectId.fromString(existing.id())));
        } else {
            items.remove(name);
        }
    }

    private void descend(Map<String, Item> items, String name, SortedMap<String, TreeEdit.Change> changes)
            throws IOException {
        Item old = items.get(name);
        ObjectId tree = folder(old != null && old.mode() == FileMode.TREE ? old.id() : null, changes);
        if (tree != null) {
            items.put(name, new Item(name, FileMode.TREE, tree));
        } else if (old == null || old.mode() == FileMode.TREE) {
            items.remove(name);
        }
    }

    private Map<String, Item> items(ObjectId tree) throws IOException {
        Map<String, Item> items = new TreeMap<>();
        CanonicalTreeParser parser = new CanonicalTreeParser(null, reader, tree);
        for (; !parser.eof(); parser.next()) {
            String name = parser.getEntryPathString();
            items.put(name, new Item(name, parser.getEntryFileMode(), parser.getEntryObjectId()));
        }
        return items;
    }

    private @Nullable ObjectId format(Map<String, Item> items) throws IOException {
        if (items.isEmpty()) {
            return null;
        }
        List<Item> sorted = new ArrayList<>(items.values());
        sorted.sort(GIT_ORDER);
        TreeFormatter formatter = new TreeFormatter();
        for (Item item : sorted) {
            formatter.append(item.name(), item.mode(), item.id());
        }
        return inserter.insert(formatter);
    }

    static FileMode mode(TreeEntry.Kind kind) {
        return switch (kind) {
            case FILE -> FileMode.REGULAR_FILE;
            case EXECUTABLE -> FileMode.EXECUTABLE_FILE;
            case SYMLINK -> FileMode.SYMLINK;
            case SUBMODULE -> FileMode.GITLINK;
            case FOLDER -> FileMode.TREE;
        };
    }

    static TreeEntry.Kind kind(FileMode mode) {
        return switch (mode.getObjectType()) {
            case Constants.OBJ_TREE -> TreeEntry.Kind.FOLDER;
            case Constants.OBJ_COMMIT -> TreeEntry.Kind.SUBMODULE;
            default -> blobKind(mode);
        };
    }

    private static TreeEntry.Kind blobKind(FileMode mode) {
        if (mode == FileMode.SYMLINK) {
            return TreeEntry.Kind.SYMLINK;
        }
        return mode == FileMode.EXECUTABLE_FILE ? TreeEntry.Kind.EXECUTABLE : TreeEntry.Kind.FILE;
    }
}
