// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge;

import java.net.URI;
import java.util.Optional;

/**
 * A proposal to merge one branch into another.
 *
 * @param head the branch with the new commits
 * @param headCommit its newest commit as far as the forge has noticed
 * @param base the branch to merge into
 * @param mergeCommit the commit that merged it, once merged
 * @param page where people look at it
 */
public record MergeRequest(
        long number,
        State state,
        String title,
        String body,
        String head,
        String headCommit,
        String base,
        Optional<String> mergeCommit,
        URI page) {

    /** Where a merge request can be in its life. */
    public enum State {
        OPEN,
        MERGED,
        CLOSED
    }
}
