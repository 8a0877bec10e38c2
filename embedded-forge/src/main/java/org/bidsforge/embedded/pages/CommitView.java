// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import java.util.List;

/** A commit and what it changes against its first parent. */
public record CommitView(
        CommitRow commit, String message, Badge checks, List<String> parents, String repository, ChangesView changes) {
    public CommitView {
        parents = List.copyOf(parents);
    }
}
