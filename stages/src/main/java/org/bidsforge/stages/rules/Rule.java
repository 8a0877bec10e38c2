// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.rules;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One rule.
 *
 * @param line where it begins in its file; 0 for one that is built in
 */
public record Rule(String name, int line, Condition condition, Outcome outcome) {

    /** What the rule does, with its places not yet filled. */
    sealed interface Outcome {
        record Name(String datatype, String suffix, Map<String, Template> entities) implements Outcome {
            public Name {
                entities = Collections.unmodifiableMap(new LinkedHashMap<>(entities));
            }
        }

        record Skip(String reason) implements Outcome {}

        record Use(Ruling.BuiltIn builtIn) implements Outcome {}
    }

    static Rule use(Ruling.BuiltIn builtIn, String name) {
        return new Rule(name, 0, new Condition.Always(), new Outcome.Use(builtIn));
    }

    /** What becomes of a series for which the condition holds with these groups. */
    Ruling ruling(Facts facts, Map<String, String> groups) {
        if (outcome instanceof Outcome.Skip skip) {
            return new Ruling.Skipped(skip.reason());
        }
        if (outcome instanceof Outcome.Use use) {
            return new Ruling.Convention(use.builtIn());
        }
        Outcome.Name wanted = (Outcome.Name) outcome;
        Map<String, String> entities = new LinkedHashMap<>();
        wanted.entities().forEach((key, template) -> {
            Map<String, String> values = new LinkedHashMap<>(groups);
            for (String place : template.places()) {
                field(facts, place).ifPresent(value -> values.putIfAbsent(place, value));
            }
            String label = template.text().equals("=") ? "=" : template.fill(values);
            if (!label.isEmpty()) {
                entities.put(key, label);
            }
        });
        Optional<String> run = Optional.ofNullable(entities.remove("run"));
        return new Ruling.Named(wanted.datatype(), wanted.suffix(), entities, run);
    }

    private static Optional<String> field(Facts facts, String place) {
        return Key.parse(place).flatMap(facts::values).map(values -> String.join("", values));
    }

    /** The name by which a report speaks of the rule. */
    @Override
    public String toString() {
        return line == 0 ? name : name + " (line " + line + ")";
    }

    static List<Rule> standard() {
        return List.of(use(Ruling.BuiltIn.REPROIN, "reproin"), use(Ruling.BuiltIn.GUESS, "guess"));
    }
}
