// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge;

import java.util.List;
import org.bidsforge.core.pipeline.RepositoryName;

/** Commit statuses. Safe for use by several threads; a missing repository or commit is a {@link ForgeException}. */
public interface Statuses {
    /** Sets what a check says; nothing is sent when it says so already, because each status is an event again. */
    void set(RepositoryName repository, String commit, CommitStatus status) throws ForgeException;

    /** The newest status of each context, also of those that others made, sorted by context. */
    List<CommitStatus> list(RepositoryName repository, String commit) throws ForgeException;
}
