// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import java.util.List;

/** The list of repositories, and the merge requests that wait. */
public record HomeView(
        String title, List<PullRow> waiting, List<Group> groups, boolean signedIn, String here, Paging paging) {
    /** The repositories of one owner. */
    public record Group(String owner, List<Row> rows) {
        public Group {
            rows = List.copyOf(rows);
        }
    }

    /** A repository. */
    public record Row(String name, String path, String description, boolean closed, long open, String changed) {}

    public HomeView {
        waiting = List.copyOf(waiting);
        groups = List.copyOf(groups);
    }

    public String signIn() {
        return SignInPages.path(here);
    }
}
