// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.pages;

/** The one stylesheet of all pages; light and dark, wide and narrow, screen and paper. */
public final class Stylesheet {
    private static final String CSS = Resource.text("bidsforge.css");

    private Stylesheet() {}

    public static String css() {
        return CSS;
    }
}
