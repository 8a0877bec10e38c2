// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import java.util.List;

/** The runs of a repository. */
public record RunsView(String path, List<RunRow> runs, Paging paging) {
    public RunsView {
        runs = List.copyOf(runs);
    }

    public boolean goesOn() {
        return runs.stream().anyMatch(RunRow::goesOn);
    }
}
