// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.pages;

/** The icons of all pages: one sheet of symbols near the top of the body, used by reference. */
public final class Icons {
    private static final String SHEET = Resource.text("icons.svg");

    private Icons() {}

    /** The sheet; it stands once in a page, anywhere before the first icon. */
    public static String sheet() {
        return SHEET;
    }

    /** The state's icon, named for those who do not see it. */
    public static String svg(State state) {
        return svg(state, state.word());
    }

    /** The state's icon with a label of its own, such as the step and what it waits for. */
    public static String svg(State state, String label) {
        return "<svg class=\"icon " + state.cssClass() + "\" role=\"img\" aria-label=\"" + escape(label)
                + "\"><use href=\"#" + state.iconId() + "\"/></svg>";
    }

    /** The state's icon beside its word, which says the same: hidden from screen readers. */
    public static String decorative(State state) {
        return "<svg class=\"icon " + state.cssClass() + "\" aria-hidden=\"true\"><use href=\"#" + state.iconId()
                + "\"/></svg>";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
