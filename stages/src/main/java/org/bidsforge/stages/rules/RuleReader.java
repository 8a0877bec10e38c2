// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.rules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.bidsforge.core.bids.BidsSchema;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads one rule: {@code name}, {@code when}, and one of {@code then}, {@code skip}, {@code use}. */
final class RuleReader {
    private static final List<String> KEYS = List.of("name", "when", "then", "skip", "use");

    private final Document document;
    private final BidsSchema schema;
    private final ConditionReader conditions;

    RuleReader(Document document, BidsSchema schema) {
        this.document = document;
        this.schema = schema;
        this.conditions = new ConditionReader(document);
    }

    /** What was read of a rule so far. */
    private static final class Parts {
        private String name = "";
        private Condition condition = new Condition.Always();
        private int outcomes;
        private boolean multiEcho;
        private Optional<Rule.Outcome> outcome = Optional.empty();
    }

    /** The rule; several for one that uses a set of rules. */
    List<Rule> rules(Node node) {
        Parts parts = new Parts();
        document.fields(node, "A rule", (key, value) -> {
            switch (key) {
                case "name" -> parts.name = document.text(value).orElse("");
                case "when" -> parts.condition = conditions.condition(value);
                case "then" -> outcome(parts, name(value));
                case "skip" -> outcome(parts, document.text(value).map(Rule.Outcome.Skip::new));
                case "use" -> outcome(parts, use(value, parts));
                default -> document.unknown(value, key, KEYS);
            }
        });
        if (node instanceof MappingNode && parts.outcomes != 1) {
            document.problem(node, "a rule must have one of: then, skip, use");
        }
        int line = Document.line(node);
        String name = parts.name.isEmpty() ? "rule" : parts.name;
        if (parts.multiEcho) {
            return MultiEcho.rules(line, parts.condition);
        }
        return parts.outcome.map(outcome -> new Rule(name, line, parts.condition, outcome)).stream()
                .toList();
    }

    private static void outcome(Parts parts, Optional<? extends Rule.Outcome> outcome) {
        parts.outcomes++;
        parts.outcome = outcome.map(one -> one);
    }

    private Optional<Rule.Outcome> use(Node node, Parts parts) {
        String wanted = document.text(node).orElse("");
        for (Ruling.BuiltIn builtIn : Ruling.BuiltIn.values()) {
            String word = builtIn.name().toLowerCase(Locale.ROOT);
            if (word.equals(wanted)) {
                if (parts.name.isEmpty()) {
                    parts.name = word;
                }
                return Optional.of(new Rule.Outcome.Use(builtIn));
            }
        }
        if (wanted.equals(MultiEcho.NAME)) {
            parts.multiEcho = true;
            return Optional.empty();
        }
        document.problem(node, "use must be one of " + String.join(", ", RuleSet.BUILT_IN) + ": " + wanted);
        return Optional.empty();
    }

    private Optional<Rule.Outcome> name(Node node) {
        Map<String, String> words = new LinkedHashMap<>();
        Map<String, Template> entities = new LinkedHashMap<>();
        document.fields(node, "then", (key, value) -> {
            switch (key) {
                case "datatype", "suffix" -> document.text(value).ifPresent(text -> words.put(key, text));
                case "entities" ->
                    document.fields(value, "entities", (entity, label) -> entity(entity, label, entities));
                default -> document.unknown(value, key, List.of("datatype", "suffix", "entities"));
            }
        });
        String datatype = words.getOrDefault("datatype", "");
        String suffix = words.getOrDefault("suffix", "");
        if (!schema.suffixesOf(datatype).contains(suffix)) {
            document.problem(
                    node,
                    "BIDS must know the datatype and its suffix: " + datatype + "/" + suffix
                            + suggestion(datatype, suffix));
            return Optional.empty();
        }
        for (String entity : entities.keySet()) {
            if (schema.entity(entity).isPresent() && !schema.allows(datatype, suffix, entity)) {
                document.problem(node, datatype + "/" + suffix + " must not have the entity " + entity);
            }
        }
        return Optional.of(new Rule.Outcome.Name(datatype, suffix, entities));
    }

    private String suggestion(String datatype, String suffix) {
        TreeSet<String> known = new TreeSet<>(schema.suffixesOf(datatype));
        if (!known.isEmpty()) {
            return "; " + datatype + " has: " + String.join(", ", known);
        }
        TreeSet<String> places = new TreeSet<>(schema.datatypesOf(suffix));
        return places.isEmpty() ? "" : "; " + suffix + " belongs in: " + String.join(", ", places);
    }

    private void entity(String key, Node label, Map<String, Template> entities) {
        if (key.equals("sub") || key.equals("ses")) {
            document.problem(label, key + " is not a rule's to say; use --subject and --session");
        } else if (schema.entity(key).isEmpty()) {
            document.problem(label, "BIDS must know the entity: " + key);
        } else if (label instanceof ScalarNode scalar) {
            entities.put(key, new Template(scalar.getValue()));
        } else {
            document.problem(label, key + " must be one value");
        }
    }
}
