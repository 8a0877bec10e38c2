// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge;

/** What became of the wish to merge. */
public sealed interface MergeOutcome {
    /** The merge request is merged, by this call or before. */
    record Merged(MergeRequest mergeRequest) implements MergeOutcome {}

    /** The head branch is no longer at the commit that was to be merged; look again before merging. */
    record HeadMoved(String head) implements MergeOutcome {}

    /** The forge will not merge it as it is: conflicts, missing checks or approvals, closed. */
    record Refused(String reason) implements MergeOutcome {}
}
