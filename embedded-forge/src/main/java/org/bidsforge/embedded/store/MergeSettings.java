// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** What a repository allows when it merges. Only merge commits are made here; the rest is kept for who asks. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record MergeSettings(
        boolean mergeCommits,
        boolean rebase,
        boolean rebaseExplicit,
        boolean squash,
        boolean fastForwardOnly,
        String defaultStyle,
        boolean deleteBranch) {
    public static final MergeSettings DEFAULT = new MergeSettings(true, true, true, true, true, "merge", false);
}
