// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The rules of a study in their order: for each series the first that takes it decides. Rules of a subject come before
 * those of all.
 */
public final class RuleSet {
    /** The file's path in a dataset. */
    public static final String PATH = ".bidsforge/rules.yml";

    /** What a rule can use, and what stands for a rules file by its name alone. */
    public static final List<String> BUILT_IN = List.of("reproin", "guess", MultiEcho.NAME, "convertall");

    /** Where nothing else is said: what shows a face. */
    static final Set<String> SENSITIVE = Set.of("anat");

    private final List<Rule> rules;
    private final Map<String, List<Rule>> subjects;
    private final List<SidecarSetting> settings;
    private final Set<String> sensitive;

    /** @param sensitive the datatypes whose files must not leave the house as they are */
    RuleSet(List<Rule> rules, Map<String, List<Rule>> subjects, List<SidecarSetting> settings, Set<String> sensitive) {
        this.rules = List.copyOf(rules);
        this.settings = List.copyOf(settings);
        this.subjects = Map.copyOf(subjects);
        this.sensitive = Set.copyOf(sensitive);
    }

    /** What is done without any rules: ReproIn names, then dcm2niix's guess. */
    public static RuleSet standard() {
        return new RuleSet(Rule.standard(), Map.of(), List.of(), SENSITIVE);
    }

    /** Why a rule that was looked at did not take the series. */
    public record Passed(String rule, String why) {}

    /** The ruling, the rule it comes from, and the rules before it that passed the series on. */
    public record Decision<T>(Optional<T> result, String rule, List<Passed> passed, Optional<String> open) {
        public Decision {
            passed = List.copyOf(passed);
        }
    }

    /**
     * Asks the rules in turn until one takes the series and {@code follow} can make something of its ruling.
     *
     * @param follow what a ruling gives; a reason to go on to the next rule where it gives nothing
     */
    public <T> Decision<T> decide(String subject, Facts facts, Function<Ruling, Followed<T>> follow) {
        List<Passed> passed = new ArrayList<>();
        for (Rule rule : of(subject)) {
            Verdict verdict = rule.condition().of(facts);
            if (verdict.answer() == Verdict.Answer.UNKNOWN) {
                return new Decision<>(Optional.empty(), rule.toString(), passed, Optional.of(verdict.why()));
            }
            if (verdict.answer() == Verdict.Answer.NO) {
                passed.add(new Passed(rule.toString(), verdict.why()));
                continue;
            }
            Followed<T> followed = follow.apply(rule.ruling(facts, verdict.groups()));
            if (followed.result().isPresent()) {
                return new Decision<>(followed.result(), rule.toString(), passed, Optional.empty());
            }
            passed.add(new Passed(rule.toString(), followed.whyNot()));
        }
        return new Decision<>(Optional.empty(), "", passed, Optional.empty());
    }

    /** What came of a ruling, or why the next rule is to be asked. */
    public record Followed<T>(Optional<T> result, String whyNot) {
        public static <T> Followed<T> with(T result) {
            return new Followed<>(Optional.of(result), "");
        }

        public static <T> Followed<T> next(String whyNot) {
            return new Followed<>(Optional.empty(), whyNot);
        }
    }

    private List<Rule> of(String subject) {
        List<Rule> all = new ArrayList<>(subjects.getOrDefault(subject, List.of()));
        all.addAll(rules);
        return all;
    }

    /** How many rules there are, those of subjects included. */
    public int size() {
        return rules.size() + subjects.values().stream().mapToInt(List::size).sum();
    }

    /** What the study says about its images, in the order in which later ones outweigh earlier ones. */
    public List<SidecarSetting> settings() {
        return settings;
    }

    /** Whether the content of the file at this path must not leave the house: scanner's objects always. */
    public boolean isSensitive(String path) {
        String[] folders = path.split("/", -1);
        return path.startsWith("sourcedata/")
                || (folders.length > 1 && sensitive.contains(folders[folders.length - 2]));
    }
}
