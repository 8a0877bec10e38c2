// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import org.bidsforge.embedded.store.StoredRepository;
import org.eclipse.jgit.revwalk.RevCommit;

/** A commit in a list. */
public record CommitRow(String sha, String path, String summary, String author, String when, boolean merge) {
    private static final int LONGEST = 160;

    static CommitRow of(StoredRepository repository, RevCommit commit, Times times) {
        String summary = commit.getShortMessage();
        return new CommitRow(
                commit.name(),
                "/" + repository.fullName() + "/commit/" + commit.name(),
                summary.isBlank() ? "(no message)" : Shown.cut(summary, LONGEST),
                commit.getAuthorIdent().getName(),
                times.commit(commit.getCommitterIdent().getWhenAsInstant()),
                commit.getParentCount() > 1);
    }

    public String shortSha() {
        return sha.substring(0, 10);
    }
}
