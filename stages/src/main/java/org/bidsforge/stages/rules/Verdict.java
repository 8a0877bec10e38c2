// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.rules;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a condition says to a series.
 *
 * @param groups the named groups of the regular expressions that matched
 * @param why in a few words, for a person who wonders
 */
public record Verdict(Answer answer, Map<String, String> groups, String why) {
    /** Unknown is what asks for something that only the conversion will know. */
    public enum Answer {
        YES,
        NO,
        UNKNOWN
    }

    public Verdict {
        groups = Map.copyOf(groups);
    }

    static Verdict yes(Map<String, String> groups) {
        return new Verdict(Answer.YES, groups, "");
    }

    static Verdict no(String why) {
        return new Verdict(Answer.NO, Map.of(), why);
    }

    static Verdict unknown(String why) {
        return new Verdict(Answer.UNKNOWN, Map.of(), why);
    }

    Verdict withGroupsOf(Verdict other) {
        Map<String, String> all = new LinkedHashMap<>(other.groups);
        all.putAll(groups);
        return new Verdict(answer, all, why);
    }
}
