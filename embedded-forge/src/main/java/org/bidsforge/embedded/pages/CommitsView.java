// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import java.util.List;

/** The commits of a branch; beside each what its checks say. */
public record CommitsView(Place place, int count, List<CommitRow> commits, List<Badge> checks, Paging paging) {
    public CommitsView {
        commits = List.copyOf(commits);
        checks = List.copyOf(checks);
    }
}
