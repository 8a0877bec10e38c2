// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Trees and blobs. */
public final class Trees {
    private final BareRepository repository;

    public Trees(BareRepository repository) {
        this.repository = repository;
    }

    /** The tree of a commit or the tree itself. */
    public Optional<ObjectId> tree(String revision) {
        Optional<RevCommit> commit = repository.commit(revision);
        if (commit.isPresent()) {
            return Optional.of(commit.get().getTree().getId());
        }
        try (RevWalk walk = new RevWalk(repository.git())) {
            return ObjectId.isId(revision)
                    ? Optional.of(walk.parseTree(ObjectId.fromString(revision)).getId())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What is in a folder; an empty path is the root. Nothing if there is no such folder. */
    public List<TreeEntry> list(ObjectId tree, String folder, boolean recursive) {
        try (TreeWalk walk = new TreeWalk(repository.git())) {
            Optional<ObjectId> start = folder.isEmpty()
                    ? Optional.of(tree)
                    : entry(tree, folder)
                            .filter(entry -> entry.mode() == FileMode.TREE)
                            .map(TreeEntry::id);
            if (start.isEmpty()) {
                return List.of();
            }
            walk.addTree(start.get());
            String prefix = folder.isEmpty() ? "" : folder + "/";
            List<TreeEntry> entries = new ArrayList<>();
            while (walk.next()) {
                entries.add(entry(walk, prefix + walk.getPathString()));
                if (recursive && walk.isSubtree()) {
                    walk.enterSubtree();
                }
            }
            return entries;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder, e);
        }
    }

    public Optional<TreeEntry> entry(ObjectId tree, String path) {
        try (TreeWalk walk = TreeWalk.forPath(repository.git(), path, tree)) {
            return walk == null ? Optional.empty() : Optional.of(entry(walk, path));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A blob's content unless it is larger than the caller wants. */
    public Optional<byte[]> blob(ObjectId id, int max) {
        try {
            return Optional.of(repository.git().open(id).getCachedBytes(max));
        } catch (LargeObjectException | MissingObjectException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read blob " + id.name(), e);
        }
    }

    private TreeEntry entry(TreeWalk walk, String path) throws IOException {
        FileMode mode = walk.getFileMode(0);
        ObjectId id = walk.getObjectId(0);
        long size = 0;
        if (mode != FileMode.TREE && mode != FileMode.GITLINK) {
            try (ObjectReader reader = repository.git().newObjectReader()) {
                size = reader.getObjectSize(id, ObjectReader.OBJ_ANY);
            }
        }
        return new TreeEntry(path, mode, id, size);
    }
}
