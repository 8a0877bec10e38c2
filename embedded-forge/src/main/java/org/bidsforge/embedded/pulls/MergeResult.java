// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pulls;

import org.bidsforge.embedded.store.Pull;

/** What became of the wish to merge. */
public sealed interface MergeResult {
    /** It is merged. */
    record Merged(Pull pull) implements MergeResult {}

    /**
     * It is not.
     *
     * @param conflict whether another state of the branches stands in the way, not a rule
     */
    record Refused(boolean conflict, String reason) implements MergeResult {}
}
