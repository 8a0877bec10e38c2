// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.bidsforge.core.annex.VectorClock;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bare mirror of a remote repository: its refs are what the remote's were at the last fetch or push. New trees and
 * commits belong to no ref until they are pushed, so whatever a killed run left behind has no effect.
 *
 * <p>A revision is a branch, a tag, a full ref name or a commit id; asking for one that does not exist is an
 * {@link IOException} unless a method says otherwise. Safe for use by several threads, and several processes may share
 * the folder.
 */
public final class GitRepository implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GitRepository.class);

    private final Repository repository;
    private final Transfer transfer;
    private final Revisions revisions;

    private GitRepository(Repository repository, GitRemote remote) {
        this.repository = repository;
        this.transfer = new Transfer(repository, remote);
        this.revisions = new Revisions(repository);
    }

    /** Opens the mirror in this folder, or makes an empty one; does not talk to the remote yet. */
    public static GitRepository open(Path folder, GitRemote remote) throws IOException {
        NewMirror.ensure(folder);
        Repository repository = new FileRepositoryBuilder()
                .setGitDir(folder.toFile())
                .setBare()
                .setMustExist(true)
                .build();
        return new GitRepository(repository, remote);
    }

    /** Makes branches and tags those of the remote; ones that are gone there go here too. */
    public void fetch() throws IOException {
        transfer.fetch();
        pack();
    }

    /**
     * Moves refs of the remote, all or none, never by force. Refs that are there already are fine, so a push may be
     * repeated after a failure.
     *
     * @param updates by full ref name
     */
    public PushResult push(Map<String, RefUpdate> updates) throws IOException {
        PushResult result = transfer.push(updates);
        pack();
        return result;
    }

    /** Packs loose objects when there are many; thousands of key logs take twenty times their space otherwise. */
    private void pack() {
        try {
            repository.autoGC(NullProgressMonitor.INSTANCE);
        } catch (JGitInternalException e) {
            // What was asked for is done; packing can wait for the next time.
            LOG.warn("cannot pack {}", repository.getDirectory(), e);
        }
    }

    /** All branches and tags by full name, with the commit each points to. */
    public SortedMap<String, String> refs() throws IOException {
        SortedMap<String, String> refs = new TreeMap<>();
        for (Ref ref : repository.getRefDatabase().getRefsByPrefix("refs/heads/", "refs/tags/")) {
            Optional<String> commit = revisions.find(ref.getName());
            commit.ifPresent(id -> refs.put(ref.getName(), id));
        }
        return refs;
    }

    /** The commit that a revision means, or nothing. */
    public Optional<String> resolve(String revision) throws IOException {
        return revisions.find(revision);
    }

    public GitCommit commit(String revision) throws IOException {
        return revisions.commit(revision);
    }

    /** The newest commits that a revision reaches, newest first. */
    public List<GitCommit> log(String revision, int limit) throws IOException {
        return revisions.log(revision, Optional.empty(), limit);
    }

    /** The newest commits that one revision reaches and the other does not. */
    public List<GitCommit> log(String revision, String without, int limit) throws IOException {
        return revisions.log(revision, Optional.of(without), limit);
    }

    /** Whether one revision can be reached from the other, or is the same. */
    public boolean isAncestor(String ancestor, String descendant) throws IOException {
        return revisions.isAncestor(ancestor, descendant);
    }

    /** The newest commit that both revisions reach; nothing for unrelated histories. */
    public Optional<String> mergeBase(String one, String other) throws IOException {
        return revisions.mergeBase(one, other);
    }

    /** What is in a folder ({@code ""} for the top), sorted as git does; nothing when there is no such folder. */
    public List<TreeEntry> entries(String revision, String folder) throws IOException {
        return revisions.entries(revision, folder, false);
    }

    /** Everything but folders, at any depth below a folder ({@code ""} for the top). */
    public List<TreeEntry> files(String revision, String folder) throws IOException {
        return revisions.entries(revision, folder, true);
    }

    /** What stands at a path, or nothing. */
    public Optional<TreeEntry> find(String revision, String path) throws IOException {
        return revisions.entry(revision, path);
    }

    /** The tree of a folder ({@code ""} for the top): equal ids mean equal content. */
    public Optional<String> treeId(String revision, String folder) throws IOException {
        return revisions.tree(revision, folder);
    }

    /** The content of a file of at most 64 MiB, or the target of a symbolic link; nothing when there is neither. */
    public Optional<byte[]> read(String revision, String path) throws IOException {
        return revisions.read(revision, path);
    }

    /** The same as text. */
    public Optional<String> readText(String revision, String path) throws IOException {
        return read(revision, path).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** The paths of files that differ between two revisions. */
    public SortedSet<String> changes(String before, String after) throws IOException {
        return revisions.changes(before, after);
    }

    /** Writes a tree that holds only this. */
    public String write(TreeEdit edit) throws IOException {
        return write(Optional.empty(), edit);
    }

    /** Writes the tree of a revision with these changes. */
    public String write(String base, TreeEdit edit) throws IOException {
        return write(revisions.tree(base, ""), edit);
    }

    private String write(@SuppressWarnings("OptionalUsedAsFieldOrParameterType") Optional<String> base, TreeEdit edit)
            throws IOException {
        try (ObjectReader reader = repository.newObjectReader();
                ObjectInserter inserter = repository.newObjectInserter()) {
            TreeWriter writer = new TreeWriter(reader, inserter);
            ObjectId tree = writer.write(base.map(ObjectId::fromString).orElse(null), edit);
            inserter.flush();
            return tree.name();
        }
    }

    /**
     * Writes a commit. Its time is one second after its newest parent, or git-annex's fixed start for a root: the same
     * input gives the same commit, and the day of a visit does not show.
     *
     * @param message written as it is; git ends one with a line break
     */
    public String commit(String tree, List<String> parents, String message, GitIdentity identity) throws IOException {
        try (RevWalk walk = new RevWalk(repository);
                ObjectInserter inserter = repository.newObjectInserter()) {
            CommitBuilder commit = new CommitBuilder();
            long newest = VectorClock.BASE - 1;
            for (String parent : parents) {
                ObjectId id = ObjectId.fromString(parent);
                newest = Math.max(newest, walk.parseCommit(id).getCommitTime());
                commit.addParentId(id);
            }
            Instant time = Instant.ofEpochSecond(VectorClock.next(newest));
            PersonIdent person = new PersonIdent(identity.name(), identity.email(), time, ZoneOffset.UTC);
            commit.setTreeId(ObjectId.fromString(tree));
            commit.setAuthor(person);
            commit.setCommitter(person);
            commit.setMessage(message);
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            return id.name();
        }
    }

    @Override
    public void close() {
        repository.close();
    }
}
