// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The rules that heudiconv's heuristic bids_ME stands for: multi-echo runs, and gradient echoes for susceptibility. */
final class MultiEcho {
    static final String NAME = "bids_ME";

    private MultiEcho() {}

    /** They hold for series of this condition only. */
    static List<Rule> rules(int line, Condition condition) {
        Condition echoes = described("_ME_");
        Condition susceptibility = described("GRE_QSM");
        return List.of(
                rule(line, List.of(condition, echoes), "func", "bold", Map.of("task", "test", "run", "+")),
                rule(line, List.of(condition, susceptibility, part("M")), "anat", "MEGRE", Map.of("part", "mag")),
                rule(line, List.of(condition, susceptibility, part("P")), "anat", "MEGRE", Map.of("part", "phase")));
    }

    private static Condition described(String text) {
        Pattern within = Pattern.compile(".*" + Pattern.quote(text) + ".*", Pattern.DOTALL);
        return new Condition.Ask(
                new Key(Key.Source.SERIES, "series_description"), new ValueTest.Glob("*" + text + "*", within));
    }

    private static Condition part(String letter) {
        return new Condition.Ask(new Key(Key.Source.SERIES, "image_type[2]"), new ValueTest.Equal(letter));
    }

    private static Rule rule(
            int line, List<Condition> conditions, String datatype, String suffix, Map<String, String> labels) {
        Map<String, Template> entities = new LinkedHashMap<>();
        labels.forEach((key, label) -> entities.put(key, new Template(label)));
        return new Rule(
                NAME,
                line,
                new Condition.All(new ArrayList<>(conditions)),
                new Rule.Outcome.Name(datatype, suffix, entities));
    }
}
