// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.record;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.forge.git.GitIdentity;
import org.bidsforge.forge.git.GitRepository;
import org.bidsforge.forge.git.TreeEdit;
import org.bidsforge.forge.git.TreeEntry;
import org.bidsforge.stages.tables.ParticipantsTable;

/**
 * Takes into a session's branch what was merged into dev meanwhile, so that the merge request can be merged again. What
 * both sides changed is dev's, which was reviewed, except the session's own files; the table of participants is joined.
 */
final class JoinedBranches {
    private final GitRepository git;

    JoinedBranches(GitRepository git) {
        this.git = git;
    }

    /** Whether both sides changed a file in different ways since they parted. */
    boolean conflict(String branch, String development) throws IOException {
        Optional<String> base = git.mergeBase(branch, development);
        if (base.isEmpty()) {
            return true;
        }
        SortedSet<String> both = git.changes(base.get(), branch);
        both.retainAll(git.changes(base.get(), development));
        both.retainAll(git.changes(branch, development));
        return !both.isEmpty();
    }

    /** The merge commit. */
    String join(SessionName session, String branch, String development) throws IOException {
        Optional<String> base = git.mergeBase(branch, development);
        if (base.isEmpty()) {
            throw new IOException("The branch " + session.branch() + " must have begun on dev. Delete it and redo.");
        }
        SortedSet<String> theirs = git.changes(base.get(), development);
        TreeEdit edit = new TreeEdit();
        for (String path : git.changes(base.get(), branch)) {
            if (path.equals(ParticipantsTable.PATH)) {
                String ours = git.readText(branch, path).orElse("");
                edit.text(
                        path,
                        ParticipantsTable.join(git.readText(development, path).orElse(""), ours));
            } else if (!theirs.contains(path) || isOwn(session, path)) {
                take(branch, path, edit);
            }
        }
        String tree = git.write(development, edit);
        return git.commit(
                tree, List.of(branch, development), "Merge dev into " + session.branch() + "\n", GitIdentity.BIDSFORGE);
    }

    private static boolean isOwn(SessionName session, String path) {
        return path.startsWith(session.folder() + "/") || path.equals(SessionRecord.path(session));
    }

    private void take(String branch, String path, TreeEdit edit) throws IOException {
        Optional<TreeEntry> entry = git.find(branch, path);
        if (entry.isPresent()) {
            edit.existing(path, entry.get());
        } else {
            edit.delete(path);
        }
    }
}
