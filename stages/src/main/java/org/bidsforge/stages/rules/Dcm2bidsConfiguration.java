// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Translates a configuration of dcm2bids. What has no equal among our rules is listed, never guessed. */
public final class Dcm2bidsConfiguration {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern ENTITY = Pattern.compile("([a-zA-Z0-9]+)-([0-9A-Za-z+]+)");
    private static final Set<String> KNOWN =
            Set.of("id", "datatype", "suffix", "criteria", "custom_entities", "description");
    private static final Set<String> HARMLESS = Set.of("descriptions", "search_method", "$schema", "description");
    private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,63}");

    private final List<String> left = new ArrayList<>();
    private final StringBuilder rules = new StringBuilder("version: 1\nrules:\n");
    private boolean expressions;

    private Dcm2bidsConfiguration() {}

    /** A rules file, and what of the configuration is not in it, each with its place. */
    public record Translated(String rules, List<String> left) {
        public Translated {
            left = List.copyOf(left);
        }
    }

    public static Translated translate(String text) throws RulesException {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new RulesException(List.of("A configuration of dcm2bids must be JSON: line "
                    + e.getLocation().getLineNr()));
        }
        if (!root.path("descriptions").isArray()) {
            throw new RulesException(List.of("A configuration of dcm2bids must have a list of descriptions"));
        }
        Dcm2bidsConfiguration configuration = new Dcm2bidsConfiguration();
        configuration.all(root);
        return new Translated(configuration.rules.toString(), configuration.left);
    }

    private void all(JsonNode root) {
        root.properties().forEach(field -> {
            if (!HARMLESS.contains(field.getKey())) {
                left.add(field.getKey() + ": has no equal among the rules");
            }
        });
        String method = root.path("search_method").asText("fnmatch");
        expressions = method.equals("re");
        int number = 0;
        for (JsonNode description : root.path("descriptions")) {
            number++;
            describe(description, "description " + number);
        }
    }

    private void describe(JsonNode description, String place) {
        List<String> problems = new ArrayList<>();
        Map<String, String> conditions = new TreeMap<>();
        description.path("criteria").properties().forEach(criterion -> {
            if (!KEY.matcher(criterion.getKey()).matches() || criterion.getKey().equals("SidecarFilename")) {
                problems.add("criterion " + criterion.getKey());
            } else {
                conditions.put(
                        "sidecar." + criterion.getKey(), test(criterion.getValue(), criterion.getKey(), problems));
            }
        });
        List<String> entities = new ArrayList<>();
        for (String entity : entities(description.path("custom_entities"))) {
            var parts = ENTITY.matcher(entity);
            if (parts.matches()) {
                entities.add(parts.group(1) + ": " + quoted(parts.group(2)));
            } else {
                problems.add("entity " + entity);
            }
        }
        if (conditions.isEmpty() && problems.isEmpty()) {
            problems.add("no criteria");
        }
        if (!problems.isEmpty()) {
            // Half a rule would take series that the whole one does not.
            left.add(place + ": not translated because of " + String.join(", ", problems));
            return;
        }
        description.properties().forEach(field -> {
            if (!KNOWN.contains(field.getKey())) {
                left.add(place + ": " + field.getKey() + " has no equal among the rules");
            }
        });
        rules.append("  - name: ")
                .append(quoted(description.path("id").asText(place)))
                .append("\n    when:\n");
        conditions.forEach((key, test) ->
                rules.append("      ").append(key).append(": ").append(test).append('\n'));
        rules.append("    then: {datatype: ")
                .append(quoted(description.path("datatype").asText()))
                .append(", suffix: ")
                .append(quoted(description.path("suffix").asText()));
        rules.append(entities.isEmpty() ? "}\n" : ", entities: {" + String.join(", ", entities) + "}}\n");
    }

    private static List<String> entities(JsonNode node) {
        List<String> entities = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(one -> entities.addAll(entities(one)));
        } else {
            for (String entity : node.asText("").split("_", -1)) {
                if (!entity.isEmpty()) {
                    entities.add(entity);
                }
            }
        }
        return entities;
    }

    private String test(JsonNode value, String key, List<String> problems) {
        if (value.isTextual()) {
            return "{" + (expressions ? "regex: " : "glob: ") + quoted(value.asText()) + "}";
        }
        if (value.isNumber() || value.isBoolean()) {
            return quoted(value.asText());
        }
        if (value.isObject() && value.size() == 1) {
            for (String bound : List.of("le", "ge")) {
                if (value.path(bound).isNumber()) {
                    return "{" + (bound.equals("le") ? "max: " : "min: ")
                            + value.path(bound).asText() + "}";
                }
            }
        }
        problems.add("criterion " + key + " " + value);
        return "";
    }

    /** JSON's strings are YAML's too. */
    private static String quoted(String text) {
        return JSON.getNodeFactory().textNode(text).toString();
    }
}
