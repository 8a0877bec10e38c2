// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/** Reads commits and trees of a repository. */
final class Revisions {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{40}");
    private static final int LONGEST_FILE = 64 << 20;

    private final Repository repository;

    Revisions(Repository repository) {
        this.repository = repository;
    }

    /** The commit of a branch, tag, full ref name or id. */
    Optional<String> find(String revision) throws IOException {
        ObjectId id = ID.matcher(revision).matches() ? ObjectId.fromString(revision) : pointedTo(revision);
        if (id == null) {
            return Optional.empty();
        }
        try (RevWalk walk = new RevWalk(repository)) {
            RevObject object = walk.peel(walk.parseAny(id));
            return object instanceof RevCommit ? Optional.of(object.name()) : Optional.empty();
        } catch (MissingObjectException e) {
            return Optional.empty();
        }
    }

    private @Nullable ObjectId pointedTo(String name) throws IOException {
        for (String prefix : List.of("", Constants.R_HEADS, Constants.R_TAGS)) {
            Ref ref = repository.getRefDatabase().exactRef(prefix + name);
            if (ref != null && ref.getObjectId() != null) {
                return ref.getObjectId();
            }
        }
        return null;
    }

    private ObjectId require(String revision) throws IOException {
        return find(revision)
                .map(ObjectId::fromString)
                .orElseThrow(() -> new IOException("no commit " + revision + " in " + repository.getDirectory()));
    }

    GitCommit commit(String revision) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            return toCommit(walk.parseCommit(require(revision)));
        }
    }

    private static GitCommit toCommit(RevCommit commit) {
        PersonIdent author = commit.getAuthorIdent();
        String name = author.getName().isBlank() ? "unknown" : author.getName();
        return new GitCommit(
                commit.name(),
                commit.getTree().name(),
                Arrays.stream(commit.getParents()).map(RevCommit::name).toList(),
                commit.getFullMessage(),
                new GitIdentity(name, author.getEmailAddress()),
                commit.getCommitterIdent().getWhenAsInstant());
    }

    List<GitCommit> log(
            String revision,
            @SuppressWarnings("OptionalUsedAsFieldOrParameterType") Optional<String> without,
            int limit)
            throws IOException {
        List<GitCommit> commits = new ArrayList<>();
        try (RevWalk walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(require(revision)));
            if (without.isPresent()) {
                walk.markUninteresting(walk.parseCommit(require(without.get())));
            }
            for (RevCommit commit = walk.next(); commit != null && commits.size() < limit; commit = walk.next()) {
                walk.parseBody(commit);
                commits.add(toCommit(commit));
            }
        }
        return List.copyOf(commits);
    }

    boolean isAncestor(String ancestor, String descendant) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            return walk.isMergedInto(walk.parseCommit(require(ancestor)), walk.parseCommit(require(descendant)));
        }
    }

    Optional<String> mergeBase(String one, String other) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(walk.parseCommit(require(one)));
            walk.markStart(walk.parseCommit(require(other)));
            RevCommit base = walk.next();
            return base == null ? Optional.empty() : Optional.of(base.name());
        }
    }

    private ObjectId topTree(String revision) throws IOException {
        // A tree's own id is taken too, so that a tree just written can be read and edited again.
        if (ID.matcher(revision).matches()) {
            try (RevWalk walk = new RevWalk(repository)) {
                return walk.parseTree(ObjectId.fromString(revision)).getId();
            } catch (IncorrectObjectTypeException | MissingObjectException e) {
                throw new IOException("no commit " + revision + " in " + repository.getDirectory(), e);
            }
        }
        try (RevWalk walk = new RevWalk(repository)) {
            return walk.parseCommit(require(revision)).getTree().getId();
        }
    }

    Optional<String> tree(String revision, String folder) throws IOException {
        if (folder.isEmpty()) {
            return Optional.of(topTree(revision).name());
        }
        return entry(revision, folder)
                .filter(entry -> entry.kind() == TreeEntry.Kind.FOLDER)
                .map(TreeEntry::id);
    }

    Optional<TreeEntry> entry(String revision, String path) throws IOException {
        try (ObjectReader reader = repository.newObjectReader();
                TreeWalk walk = TreeWalk.forPath(reader, path, topTree(revision))) {
            return walk == null ? Optional.empty() : Optional.of(toEntry(walk, path));
        }
    }

    List<TreeEntry> entries(String revision, String folder, boolean recursive) throws IOException {
        Optional<String> tree = tree(revision, folder);
        if (tree.isEmpty()) {
            return List.of();
        }
        String prefix = folder.isEmpty() ? "" : folder + "/";
        List<TreeEntry> entries = new ArrayList<>();
        try (TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(ObjectId.fromString(tree.get()));
            walk.setRecursive(recursive);
            while (walk.next()) {
                entries.add(toEntry(walk, prefix + walk.getPathString()));
            }
        }
        return List.copyOf(entries);
    }

    private static TreeEntry toEntry(TreeWalk walk, String path) {
        return new TreeEntry(
                path, TreeWriter.kind(walk.getFileMode(0)), walk.getObjectId(0).name());
    }

    Optional<byte[]> read(String revision, String path) throws IOException {
        try (ObjectReader reader = repository.newObjectReader();
                TreeWalk walk = TreeWalk.forPath(reader, path, topTree(revision))) {
            if (walk == null || walk.getFileMode(0).getObjectType() != Constants.OBJ_BLOB) {
                return Optional.empty();
            }
            return Optional.of(
                    reader.open(walk.getObjectId(0), Constants.OBJ_BLOB).getCachedBytes(LONGEST_FILE));
        }
    }

    SortedSet<String> changes(String before, String after) throws IOException {
        SortedSet<String> paths = new TreeSet<>();
        try (TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(topTree(before));
            walk.addTree(topTree(after));
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            while (walk.next()) {
                paths.add(walk.getPathString());
            }
        }
        return paths;
    }
}
