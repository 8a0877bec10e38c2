// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.pack;

import java.util.regex.Pattern;

/** Names of archives: the series' number and what its protocol is called, in characters that every system takes. */
public final class ArchiveName {
    private static final Pattern STRANGE = Pattern.compile("[^A-Za-z0-9+_-]+");
    private static final Pattern EDGES = Pattern.compile("^[_-]+|[_-]+$");
    private static final int LONGEST = 80;

    private ArchiveName() {}

    /** {@code 007-func_task-rest}; a series without a protocol name is only its number. */
    public static String stem(int number, String protocol) {
        String words = trim(STRANGE.matcher(protocol).replaceAll("_"));
        words = trim(words.substring(0, Math.min(LONGEST, words.length())));
        String stem = String.format("%03d", Math.max(0, number));
        if (words.isEmpty()) {
            return stem;
        }
        return stem + "-" + words;
    }

    private static String trim(String words) {
        return EDGES.matcher(words).replaceAll("");
    }

    /** A name that the table does not use yet; two series may share number and protocol. */
    public static String free(String stem, SeriesTable table) {
        String name = stem + ".tar";
        for (int i = 2; table.usesFile(name); i++) {
            name = stem + "-" + i + ".tar";
        }
        return name;
    }
}
