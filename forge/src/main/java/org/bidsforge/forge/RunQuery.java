// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge;

import java.util.Optional;

/**
 * Which runs to list.
 *
 * @param branch only of this branch
 * @param headCommit only of this commit
 * @param unfinished only those that are queued or running
 * @param limit at most so many, newest first
 */
public record RunQuery(Optional<String> branch, Optional<String> headCommit, boolean unfinished, int limit) {
    public RunQuery {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1: " + limit);
        }
    }

    /** The newest runs of any branch and state. */
    public static RunQuery newest(int limit) {
        return new RunQuery(Optional.empty(), Optional.empty(), false, limit);
    }

    /** Everything that is queued or running. */
    public static RunQuery pending() {
        return new RunQuery(Optional.empty(), Optional.empty(), true, Integer.MAX_VALUE);
    }

    /** The same, only for one commit. */
    public RunQuery of(String commit) {
        return new RunQuery(branch, Optional.of(commit), unfinished, limit);
    }

    /** The same, only for one branch. */
    public RunQuery on(String name) {
        return new RunQuery(Optional.of(name), headCommit, unfinished, limit);
    }
}
