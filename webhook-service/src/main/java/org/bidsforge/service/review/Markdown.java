// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.review;

/** Text from reports as Markdown that shows it and does nothing else. */
final class Markdown {
    private Markdown() {}

    /** One line that neither ends a table's cell nor starts markup, HTML, a mention or a link. */
    static String line(String text) {
        StringBuilder line = new StringBuilder();
        text.replaceAll("\\s+", " ").strip().chars().forEach(letter -> {
            switch (letter) {
                case '&' -> line.append("&amp;");
                case '<' -> line.append("&lt;");
                case '>' -> line.append("&gt;");
                case '|' -> line.append("&#124;");
                case '@' -> line.append("&#64;");
                case '#' -> line.append("&#35;");
                case '\\', '`', '*', '_', '[', ']', '~', '!' ->
                    line.append('\\').append((char) letter);
                default -> line.append((char) letter);
            }
        });
        return line.toString();
    }

    /** As code, which keeps file names readable. */
    static String code(String text) {
        String plain = text.replaceAll("\\s+", " ")
                .replace('`', '\'')
                .replace('|', '/')
                .strip();
        return plain.isEmpty() ? "" : "`" + plain + "`";
    }

    /** For an attribute of an HTML tag. */
    static String attribute(String text) {
        return text.replaceAll("\\s+", " ")
                .strip()
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
