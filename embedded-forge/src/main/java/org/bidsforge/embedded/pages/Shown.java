// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

/** How texts of any length fit into pages that stay small. */
final class Shown {
    private Shown() {}

    /** The beginning of a text. */
    static String cut(String text, int longest) {
        return text.length() > longest ? text.substring(0, longest) + "…" : text;
    }

    /** How many bytes a text takes in a page at most. */
    static int bytes(String text) {
        return text.chars().map(Shown::bytes).sum();
    }

    private static int bytes(int letter) {
        if (letter == '<' || letter == '>' || letter == '&' || letter == '"') {
            return 5;
        }
        if (letter < 0x80) {
            return 1;
        }
        return letter < 0x800 ? 2 : 3;
    }
}
