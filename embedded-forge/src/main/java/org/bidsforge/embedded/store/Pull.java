// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.store;

import java.time.Instant;
import java.util.Optional;

/**
 * A merge request.
 *
 * @param headSha the head branch's commit as last announced
 * @param baseSha the base branch's commit, at the merge when it is merged
 */
public record Pull(
        long id,
        StoredRepository repository,
        long number,
        Account author,
        String title,
        String body,
        boolean open,
        String head,
        String base,
        String headSha,
        String baseSha,
        Optional<Merge> merge,
        Instant closed,
        Instant created,
        Instant updated) {
    /** How it was merged. */
    public record Merge(String sha, Account by, Instant at) {}
}
