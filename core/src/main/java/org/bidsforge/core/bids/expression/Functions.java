// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.bids.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.DoubleStream;

/** The functions of the language. */
final class Functions {
    private static final Map<String, Definition> ALL = new HashMap<>();

    static {
        define("type", 1, 1, values -> Values.of(Values.type(values.get(0))));
        define("length", 1, 1, values -> length(values.get(0)));
        define("count", 2, 2, values -> count(values.get(0), values.get(1)));
        define("index", 2, 2, values -> index(values.get(0), values.get(1)));
        define("unique", 1, 1, values -> unique(values.get(0)));
        define("intersects", 2, 2, values -> intersects(values.get(0), values.get(1)));
        define("allequal", 2, 2, values -> allEqual(values.get(0), values.get(1)));
        define("min", 1, 1, values -> extreme(values.get(0), DoubleStream::min));
        define("max", 1, 1, values -> extreme(values.get(0), DoubleStream::max));
        define("match", 2, 2, values -> match(values.get(0), values.get(1)));
        define("substr", 3, 3, values -> substring(values.get(0), values.get(1), values.get(2)));
        define("sorted", 1, 2, Functions::sorted);
    }

    private Functions() {}

    private interface Body {
        JsonNode of(List<JsonNode> values);
    }

    private interface Extreme {
        OptionalDouble of(DoubleStream numbers);
    }

    private record Definition(int least, int most, Body body) {}

    private static void define(String name, int least, int most, Body body) {
        ALL.put(name, new Definition(least, most, body));
    }

    /** The call of a function; what it matches against is compiled once where the expression itself says it. */
    static Term call(String name, List<Term> arguments) {
        if (name.equals("exists") && arguments.size() == 2) {
            return scope ->
                    exists(arguments.get(0).value(scope), arguments.get(1).value(scope), scope);
        }
        Definition function = ALL.get(name);
        if (function == null || arguments.size() < function.least() || arguments.size() > function.most()) {
            throw new IllegalArgumentException(
                    "An expression must call a function that there is: " + name + " with " + arguments.size());
        }
        if (name.equals("match")
                && arguments.get(1) instanceof Constant constant
                && constant.value().isTextual()) {
            Pattern pattern = pattern(constant.value().textValue());
            return scope -> match(arguments.get(0).value(scope), pattern);
        }
        return scope -> function.body()
                .of(arguments.stream().map(argument -> argument.value(scope)).toList());
    }

    private static JsonNode exists(JsonNode paths, JsonNode rule, Scope scope) {
        if (Values.absent(paths) || !rule.isTextual()) {
            return Values.of(0);
        }
        List<String> texts = Values.list(paths).stream()
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .toList();
        return Values.of(texts.isEmpty() ? 0 : scope.existing(texts, rule.textValue()));
    }

    private static JsonNode length(JsonNode value) {
        if (value.isTextual()) {
            return Values.of(value.textValue().length());
        }
        return value.isArray() ? Values.of(value.size()) : Values.NULL;
    }

    private static JsonNode count(JsonNode list, JsonNode value) {
        if (!list.isArray()) {
            return Values.NULL;
        }
        return Values.of((double) Values.list(list).stream()
                .filter(one -> Values.equal(one, value))
                .count());
    }

    private static JsonNode index(JsonNode list, JsonNode value) {
        List<JsonNode> values = list.isArray() ? Values.list(list) : List.of();
        for (int i = 0; i < values.size(); i++) {
            if (Values.equal(values.get(i), value)) {
                return Values.of(i);
            }
        }
        return Values.NULL;
    }

    private static JsonNode unique(JsonNode list) {
        if (Values.absent(list)) {
            return Values.NULL;
        }
        List<JsonNode> kept = new ArrayList<>();
        for (JsonNode value : Values.list(list)) {
            if (kept.stream().noneMatch(known -> Values.equal(known, value))) {
                kept.add(value);
            }
        }
        return Values.of(kept);
    }

    /** What both lists have; false when that is nothing. */
    private static JsonNode intersects(JsonNode one, JsonNode other) {
        if (Values.absent(one) || Values.absent(other)) {
            return Values.of(false);
        }
        List<JsonNode> others = Values.list(other);
        List<JsonNode> both = Values.list(one).stream()
                .filter(value -> others.stream().anyMatch(known -> Values.equal(known, value)))
                .toList();
        return both.isEmpty() ? Values.of(false) : Values.of(both);
    }

    private static JsonNode allEqual(JsonNode one, JsonNode other) {
        return Values.of(one.isArray() && other.isArray() && Values.equal(one, other));
    }

    /** Of a list the numbers count and the rest does not. */
    private static JsonNode extreme(JsonNode value, Extreme extreme) {
        OptionalDouble found =
                extreme.of(Values.list(value).stream().map(Values::number).flatMapToDouble(OptionalDouble::stream));
        return found.isPresent() ? Values.of(found.getAsDouble()) : Values.NULL;
    }

    private static JsonNode match(JsonNode value, JsonNode pattern) {
        if (!pattern.isTextual()) {
            return Values.absent(value) ? Values.NULL : Values.of(false);
        }
        return match(value, pattern(pattern.textValue()));
    }

    private static JsonNode match(JsonNode value, Pattern pattern) {
        if (Values.absent(value)) {
            return Values.NULL;
        }
        return Values.of(value.isTextual() && pattern.matcher(value.textValue()).find());
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException problem) {
            throw new IllegalArgumentException("A pattern must be a regular expression: " + text, problem);
        }
    }

    private static JsonNode substring(JsonNode value, JsonNode from, JsonNode to) {
        if (!value.isTextual() || !from.isNumber() || !to.isNumber()) {
            return Values.NULL;
        }
        String text = value.textValue();
        int start = Math.min(Math.max(0, from.intValue()), text.length());
        int end = Math.min(Math.max(start, to.intValue()), text.length());
        return Values.of(text.substring(start, end));
    }

    private static JsonNode sorted(List<JsonNode> values) {
        if (!values.get(0).isArray()) {
            return Values.NULL;
        }
        List<JsonNode> list = Values.list(values.get(0));
        boolean numbers = list.stream().allMatch(JsonNode::isNumber);
        String order = values.size() > 1 ? values.get(1).asText() : numbers ? "numeric" : "lexical";
        if (!order.equals("numeric")) {
            return Values.of(
                    list.stream().sorted(Comparator.comparing(JsonNode::asText)).toList());
        }
        // What is no number has no place in the order and keeps the one that it has.
        List<JsonNode> ordered = list.stream()
                .filter(value -> Values.number(value).isPresent())
                .sorted(Comparator.comparingDouble(value -> Values.number(value).orElse(0)))
                .toList();
        List<JsonNode> result = new ArrayList<>();
        int next = 0;
        for (JsonNode value : list) {
            boolean number = Values.number(value).isPresent();
            result.add(number ? ordered.get(next) : value);
            next += number ? 1 : 0;
        }
        return Values.of(result);
    }
}
