// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.store;

import java.util.regex.Pattern;

/** Patterns for branch names, as protection rules, hooks and workflows have them. */
public final class BranchPattern {
    private BranchPattern() {}

    /** A star stands for any characters but a slash, two stars for all, a question mark for one character. */
    public static boolean matches(String pattern, String branch) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*' && pattern.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.matches(regex.toString(), branch);
    }
}
