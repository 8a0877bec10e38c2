// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

package org.bidsforge.embedded.pages;

import java.util.List;

/**
 * What is around the content of every page.
 *
 * @param user who is signed in; empty if nobody is
 * @param formToken goes into each form that changes something
 */
public record Frame(String title, List<Crumb> crumbs, String user, String formToken) {
    public Frame {
        crumbs = List.copyOf(crumbs);
    }

    /** A step of the way to the page. */
    public record Crumb(String name, String path) {}
}
