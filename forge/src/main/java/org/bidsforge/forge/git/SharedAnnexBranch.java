// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.git;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ThreadLocalRandom;
import org.bidsforge.core.annex.AnnexBranch;
import org.bidsforge.forge.ForgeException;

/**
 * The {@code git-annex} branch of a remote that many write at once. Nobody's lines get lost: a change is made upon what
 * the remote has now, and again upon what it has then when somebody else was faster.
 */
public final class SharedAnnexBranch {
    /** The branch's full name. */
    public static final String REF = "refs/heads/" + AnnexBranch.NAME;

    private static final int TRIES = 20;
    private static final int LONGEST_WAIT_MILLIS = 200;

    private final GitRepository repository;
    private final GitIdentity identity;

    public SharedAnnexBranch(GitRepository repository, GitIdentity identity) {
        this.repository = repository;
        this.identity = identity;
    }

    /** What shall be told to the branch; asked again, of fresh content, when a push came too late. */
    @FunctionalInterface
    public interface Change {
        void tell(AnnexBranch branch) throws IOException;
    }

    /** A file of the branch as of the last fetch; nothing when there is no such file or branch. */
    public Optional<String> read(String path) throws IOException {
        Optional<String> tip = repository.resolve(REF);
        return tip.isEmpty() ? Optional.empty() : text(tip.get(), path);
    }

    /** Strictly, because what was misread would be written back changed. */
    private Optional<String> text(String revision, String path) throws IOException {
        Optional<byte[]> bytes = repository.read(revision, path);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.get()));
            return Optional.of(text.toString());
        } catch (CharacterCodingException e) {
            throw new IOException(path + " of " + AnnexBranch.NAME + " is not UTF-8", e);
        }
    }

    /**
     * Writes a commit with the change upon the branch as of the last fetch, without pushing it; nothing when the branch
     * says all that already. For a push together with other refs.
     */
    public Optional<RefUpdate> prepare(Change change) throws IOException {
        Optional<String> tip = repository.resolve(REF);
        AnnexBranch branch = new AnnexBranch(path -> tip.isEmpty() ? Optional.empty() : text(tip.get(), path));
        change.tell(branch);
        SortedMap<String, String> files = branch.files();
        if (files.isEmpty()) {
            return Optional.empty();
        }
        TreeEdit edit = new TreeEdit().texts(files);
        String tree = tip.isEmpty() ? repository.write(edit) : repository.write(tip.get(), edit);
        String commit = repository.commit(tree, tip.stream().toList(), "update\n", identity);
        return Optional.of(new RefUpdate(commit, tip));
    }

    /**
     * Tells the remote's branch, making it when there is none. Fetches first; tries again while others are faster, at
     * most twenty times. May be repeated: what the branch says already is not said twice.
     */
    public void update(Change change) throws IOException {
        PushResult last = new PushResult.Pushed();
        for (int attempt = 0; attempt < TRIES; attempt++) {
            repository.fetch();
            Optional<RefUpdate> update = prepare(change);
            if (update.isEmpty()) {
                return;
            }
            last = repository.push(Map.of(REF, update.get()));
            if (last.succeeded()) {
                return;
            }
            pause();
        }
        throw ForgeException.answered("push to", AnnexBranch.NAME, 503, "others were always faster: " + last);
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(LONGEST_WAIT_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting to push " + AnnexBranch.NAME, e);
        }
    }

    /**
     * Joins two states of the branch as git-annex does: of each file all lines of both sides. They need no common
     * history. Where one side holds the other, that one is the result.
     */
    public String merge(String ours, String theirs) throws IOException {
        if (repository.isAncestor(theirs, ours)) {
            return ours;
        }
        if (repository.isAncestor(ours, theirs)) {
            return theirs;
        }
        TreeEdit edit = new TreeEdit();
        for (String path : repository.changes(ours, theirs)) {
            Optional<TreeEntry> other = repository.find(theirs, path);
            if (other.isEmpty()) {
                continue;
            }
            Optional<String> own = bytes(ours, path);
            if (own.isEmpty()) {
                edit.existing(path, other.get());
            } else {
                String union = AnnexBranch.union(own.get(), bytes(theirs, path).orElse(""));
                edit.bytes(path, union.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        String tree = repository.write(ours, edit);
        return repository.commit(tree, List.of(ours, theirs), "merging\n", identity);
    }

    /** One character a byte: lines are only kept or left out, so it does not matter what they say. */
    private Optional<String> bytes(String revision, String path) throws IOException {
        return repository.read(revision, path).map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1));
    }
}
