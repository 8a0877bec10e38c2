// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A tag as it stands in a text.
 *
 * @param end where the text goes on behind it
 */
record HtmlTag(String name, boolean closing, Map<String, String> attributes, int end) {
    private static final int LONGEST = 4096;

    /** Reads the tag that begins with the less-than sign at this place; nothing if that is no tag. */
    static Optional<HtmlTag> at(String html, int start) {
        return new Scanner(html, start + 1).tag();
    }

    /** Reads one tag, from left to right and never back. */
    private static final class Scanner {
        private final String html;
        private final int limit;
        private int at;

        Scanner(String html, int at) {
            this.html = html;
            this.limit = Math.min(html.length(), at + LONGEST);
            this.at = at;
        }

        Optional<HtmlTag> tag() {
            boolean closing = here() == '/';
            if (closing) {
                at++;
            }
            if (!isLetter(here())) {
                return Optional.empty();
            }
            String name = word().toLowerCase(Locale.ROOT);
            Map<String, String> attributes = new LinkedHashMap<>();
            while (at < limit && here() != '>') {
                if (here() == '<') {
                    return Optional.empty();
                }
                if (isLetter(here())) {
                    attributes.putIfAbsent(word().toLowerCase(Locale.ROOT), value());
                } else {
                    at++;
                }
            }
            return here() == '>' ? Optional.of(new HtmlTag(name, closing, attributes, at + 1)) : Optional.empty();
        }

        private String value() {
            skipSpace();
            if (here() != '=') {
                return "";
            }
            at++;
            skipSpace();
            char quote = here();
            if (quote != '"' && quote != '\'') {
                int from = at;
                while (at < limit && !isSpace(here()) && here() != '>' && here() != '<') {
                    at++;
                }
                return html.substring(from, at);
            }
            int from = at + 1;
            at++;
            while (at < limit && here() != quote) {
                at++;
            }
            String value = html.substring(from, at);
            at = Math.min(limit, at + 1);
            return value;
        }

        private String word() {
            int from = at;
            while (isLetter(here()) || Character.isDigit(here()) || here() == '-' || here() == ':' || here() == '_') {
                at++;
            }
            return html.substring(from, at);
        }

        private void skipSpace() {
            while (isSpace(here())) {
                at++;
            }
        }

        private char here() {
            return at < limit ? html.charAt(at) : 0;
        }

        private static boolean isLetter(char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        }

        private static boolean isSpace(char c) {
            return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
        }
    }
}
