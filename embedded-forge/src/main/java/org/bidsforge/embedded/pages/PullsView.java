// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import java.util.List;

/** The merge requests of a repository that are open, or that are not. */
public record PullsView(
        String path, boolean open, long openCount, long closedCount, List<PullRow> pulls, Paging paging) {
    public PullsView {
        pulls = List.copyOf(pulls);
    }
}
