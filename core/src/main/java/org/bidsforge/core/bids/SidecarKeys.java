// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.bids;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The keys of sidecars by their definitions in the schema: the type, range and words that a value may have. Formats of
 * texts, such as URIs, are not looked at.
 */
public final class SidecarKeys {
    private final Map<String, List<JsonNode>> terms = new HashMap<>();

    /** {@code metadata} is {@code objects.metadata} of the schema; a key may have several definitions. */
    SidecarKeys(JsonNode metadata) {
        metadata.properties()
                .forEach(term -> terms.computeIfAbsent(
                                term.getValue().path("name").asText(term.getKey()), key -> new ArrayList<>())
                        .add(term.getValue()));
    }

    /** Whether BIDS defines this key; others are allowed in sidecars, but mean nothing to anybody else. */
    public boolean knows(String key) {
        return terms.containsKey(key);
    }

    /** What a value of this key must be, where this one is not; nothing for a key that BIDS does not define. */
    public Optional<String> problem(String key, JsonNode value) {
        Collection<JsonNode> definitions = terms.getOrDefault(key, List.of());
        if (definitions.isEmpty() || definitions.stream().anyMatch(one -> allows(one, value))) {
            return Optional.empty();
        }
        return Optional.of(key + " must be "
                + definitions.stream().map(SidecarKeys::describe).distinct().collect(Collectors.joining(", or ")));
    }

    private static boolean allows(JsonNode term, JsonNode value) {
        if (term.has("anyOf")) {
            return any(term.path("anyOf"), one -> allows(one, value));
        }
        return isOfType(term.path("type").asText(""), value)
                && (!term.has("enum") || any(term.path("enum"), value::equals))
                && (!value.isNumber() || isInRange(term, value.doubleValue()))
                && (!value.isArray() || isList(term, value));
    }

    private interface Test {
        boolean of(JsonNode node);
    }

    private static boolean any(JsonNode list, Test test) {
        for (JsonNode one : list) {
            if (test.of(one)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfType(String type, JsonNode value) {
        return switch (type) {
            case "number" -> value.isNumber();
            case "integer" -> value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue());
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            default -> true;
        };
    }

    private static boolean isInRange(JsonNode term, double value) {
        return value >= term.path("minimum").asDouble(Double.NEGATIVE_INFINITY)
                && value <= term.path("maximum").asDouble(Double.POSITIVE_INFINITY)
                && value > term.path("exclusiveMinimum").asDouble(Double.NEGATIVE_INFINITY)
                && value < term.path("exclusiveMaximum").asDouble(Double.POSITIVE_INFINITY);
    }

    private static boolean isList(JsonNode term, JsonNode list) {
        return list.size() >= term.path("minItems").asInt(0)
                && list.size() <= term.path("maxItems").asInt(Integer.MAX_VALUE)
                && (!term.has("items") || !any(list, one -> !allows(term.path("items"), one)));
    }

    private static String describe(JsonNode term) {
        if (term.has("anyOf")) {
            List<String> all = new ArrayList<>();
            term.path("anyOf").forEach(one -> all.add(describe(one)));
            return all.stream().distinct().collect(Collectors.joining(" or "));
        }
        if (term.has("enum")) {
            List<String> words = new ArrayList<>();
            term.path("enum").forEach(word -> words.add(word.asText()));
            return "one of " + String.join(", ", words);
        }
        String type = term.path("type").asText("");
        return switch (type) {
            case "boolean" -> "true or false";
            case "string" -> "a text";
            case "array" -> "a list of which each is " + describe(term.path("items"));
            case "number", "integer" -> "a " + (type.equals("integer") ? "whole number" : "number") + range(term);
            case "object" -> "an object";
            default -> "any value";
        };
    }

    private static String range(JsonNode term) {
        StringBuilder range = new StringBuilder();
        append(range, " of at least ", term.path("minimum"));
        append(range, " above ", term.path("exclusiveMinimum"));
        append(range, " of at most ", term.path("maximum"));
        append(range, " below ", term.path("exclusiveMaximum"));
        return range.toString();
    }

    private static void append(StringBuilder range, String words, JsonNode bound) {
        if (bound.isNumber()) {
            range.append(words).append(bound.asText());
        }
    }
}
