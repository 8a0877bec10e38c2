// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.git;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.merge.MergeStrategy;
import org.eclipse.jgit.merge.RecursiveMerger;

/** Merges of two commits, in memory only; what came out of a pair is remembered for a while. */
public final class Merges {
    private static final int REMEMBERED = 500;

    private final Map<String, Boolean> clean = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Whether the head can be merged into the base without a conflict. */
    public boolean isClean(BareRepository repository, String base, String head) throws IOException {
        String pair = base + head;
        synchronized (clean) {
            Boolean known = clean.get(pair);
            if (known != null) {
                return known;
            }
        }
        boolean result = tree(repository.git(), base, head).isPresent();
        synchronized (clean) {
            clean.put(pair, result);
        }
        return result;
    }

    /** A merge commit of the head into the base, or nothing when they conflict; no ref is moved. */
    public Optional<ObjectId> commit(
            BareRepository repository, String base, String head, PersonIdent author, String message)
            throws IOException {
        Optional<ObjectId> tree = tree(repository.git(), base, head);
        if (tree.isEmpty()) {
            return Optional.empty();
        }
        try (ObjectInserter inserter = repository.git().newObjectInserter()) {
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(tree.get());
            commit.setParentIds(ObjectId.fromString(base), ObjectId.fromString(head));
            commit.setAuthor(author);
            commit.setCommitter(author);
            commit.setMessage(message);
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            return Optional.of(id);
        }
    }

    private static Optional<ObjectId> tree(Repository git, String base, String head) throws IOException {
        RecursiveMerger merger = (RecursiveMerger) MergeStrategy.RECURSIVE.newMerger(git, true);
        boolean merged = merger.merge(ObjectId.fromString(base), ObjectId.fromString(head));
        if (!merged) {
            return Optional.empty();
        }
        merger.getObjectInserter().flush();
        return Optional.of(merger.getResultTreeId());
    }
}
