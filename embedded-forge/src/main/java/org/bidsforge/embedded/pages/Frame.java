// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import java.util.List;
import java.util.Optional;

/**
 * What is around the content of every page.
 *
 * @param user who is signed in; empty if nobody is
 * @param formToken goes into each form that changes something
 * @param here the address of the page, to come back to after signing in
 * @param head of the repository that the page is about
 */
public record Frame(String title, String user, String formToken, String here, Optional<Head> head) {
    /** A part of a repository. */
    public enum Tab {
        FILES("Files", ""),
        COMMITS("Commits", "/commits"),
        PULLS("Merge requests", "/pulls"),
        RUNS("Runs", "/actions");

        private final String word;
        private final String path;

        Tab(String word, String path) {
            this.word = word;
            this.path = path;
        }

        public String word() {
            return word;
        }
    }

    /**
     * The repository's name and its parts.
     *
     * @param main whether the page is the repository's own, so that its name is the page's heading
     * @param openPulls how many merge requests wait
     */
    public record Head(
            String owner, String name, boolean closed, String description, boolean main, Tab tab, long openPulls) {
        public String path() {
            return "/" + owner + "/" + name;
        }

        public List<Tab> tabs() {
            return List.of(Tab.values());
        }

        public String path(Tab other) {
            return path() + other.path;
        }
    }

    /** Where to sign in and come back from; empty on the page where one does. */
    public String signIn() {
        return here.startsWith(SignInPages.LOGIN) ? "" : SignInPages.path(here);
    }

    /** A step of the way to a page. */
    public record Crumb(String name, String path) {}
}
