// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import java.nio.charset.StandardCharsets;

/** Percent escapes exactly as signature version 4 counts them: everything but letters, digits and {@code -._~}. */
final class Escape {
    private static final String PLAIN = "-._~";
    private static final String HEX = "0123456789ABCDEF";

    private Escape() {}

    /** A name or value of a query. */
    static String query(String text) {
        return escape(text, false);
    }

    /** The path of an object, with its slashes. */
    static String path(String name) {
        return escape(name, true);
    }

    private static String escape(String text, boolean slashes) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (alphanumeric || PLAIN.indexOf(c) >= 0 || (slashes && c == '/')) {
                escaped.append(c);
            } else {
                escaped.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return escaped.toString();
    }
}
