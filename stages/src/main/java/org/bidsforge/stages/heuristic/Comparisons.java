// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.heuristic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.bidsforge.stages.heuristic.SeriesFields.Field;

/** Turns comparisons of a heuristic into conditions of rules; nothing where one says more than a rule can. */
final class Comparisons {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Set<String> WHOLE =
            Set.of("total_files_till_now", "series_files", "dim1", "dim2", "dim3", "dim4");
    private static final Set<String> TRUTHS = Set.of("is_motion_corrected", "is_derived");
    private static final Pattern GLOB_SIGN = Pattern.compile("[*?\\[\\]\\\\]");
    private static final Pattern NOT_PLAIN = Pattern.compile("[^0-9A-Za-z_ ]");

    private final SeriesFields fields;

    /** {@code series} is the loop's name for a series; {@code names} are those that were assigned. */
    Comparisons(String series, Map<String, Py> names) {
        this.fields = new SeriesFields(series, names);
    }

    static ObjectNode not(ObjectNode condition) {
        ObjectNode node = NODES.objectNode();
        node.set("not", condition);
        return node;
    }

    /** Conditions that must all hold; keys side by side where they are different ones. */
    static ObjectNode all(List<ObjectNode> conditions) {
        ObjectNode merged = NODES.objectNode();
        for (ObjectNode condition : conditions) {
            for (Map.Entry<String, JsonNode> one : condition.properties()) {
                if (merged.has(one.getKey())) {
                    ObjectNode list = NODES.objectNode();
                    ArrayNode parts = list.putArray("all");
                    conditions.forEach(parts::add);
                    return list;
                }
                merged.set(one.getKey(), one.getValue());
            }
        }
        return merged;
    }

    Optional<ObjectNode> condition(Py expression) {
        if (expression instanceof Py.Not negation) {
            return condition(negation.operand()).map(Comparisons::not);
        }
        if (expression instanceof Py.Junction junction) {
            return junction(junction);
        }
        if (expression instanceof Py.Comparison comparison) {
            return comparison(comparison);
        }
        if (expression instanceof Py.Call call) {
            return call(call);
        }
        if (expression instanceof Py.Truth truth && truth.value()) {
            return Optional.of(NODES.objectNode());
        }
        return field(expression).filter(field -> !field.lower()).map(Comparisons::isTrue);
    }

    /** Conditions that hold wherever the expression does, as far as rules can say them; none where they cannot. */
    List<ObjectNode> necessary(Py expression) {
        List<ObjectNode> parts = new ArrayList<>();
        if (expression instanceof Py.Junction junction && junction.all()) {
            junction.parts().forEach(part -> parts.addAll(necessary(part)));
        } else {
            condition(expression).ifPresent(parts::add);
        }
        return parts;
    }

    private static ObjectNode isTrue(Field field) {
        if (TRUTHS.contains(field.key())) {
            return NODES.objectNode().put(field.key(), "true");
        }
        ObjectNode present = NODES.objectNode();
        present.putObject(field.key()).put("present", true);
        return WHOLE.contains(field.key()) ? not(NODES.objectNode().put(field.key(), 0)) : present;
    }

    private Optional<ObjectNode> junction(Py.Junction junction) {
        List<ObjectNode> parts = new ArrayList<>();
        for (Py part : junction.parts()) {
            condition(part).ifPresent(parts::add);
        }
        if (parts.size() < junction.parts().size()) {
            return Optional.empty();
        }
        if (junction.all()) {
            return Optional.of(all(parts));
        }
        ObjectNode any = NODES.objectNode();
        parts.forEach(any.putArray("any")::add);
        return Optional.of(any);
    }

    private Optional<ObjectNode> comparison(Py.Comparison comparison) {
        String operator = comparison.operator();
        if (operator.equals("!=") || operator.equals("not in")) {
            String positive = operator.equals("!=") ? "==" : "in";
            return comparison(new Py.Comparison(comparison.left(), positive, comparison.right()))
                    .map(Comparisons::not);
        }
        Optional<Field> left = field(comparison.left());
        Optional<Field> right = field(comparison.right());
        if (left.isPresent() == right.isPresent()) {
            return Optional.empty();
        }
        if (operator.equals("in")) {
            return right.isPresent()
                    ? contains(right.get(), resolved(comparison.left()))
                    : oneOf(left.orElseThrow(), resolved(comparison.right()));
        }
        boolean turned = right.isPresent();
        Field field = left.or(() -> right).orElseThrow();
        Py constant = resolved(turned ? comparison.left() : comparison.right());
        if (operator.equals("==")) {
            return equal(field, constant);
        }
        return range(field, turned ? turn(operator) : operator, constant);
    }

    private static String turn(String operator) {
        return operator.startsWith("<") ? operator.replace('<', '>') : operator.replace('>', '<');
    }

    private static Optional<ObjectNode> equal(Field field, Py constant) {
        if (field.isList()) {
            return Optional.empty();
        }
        if (constant instanceof Py.Text text) {
            return Optional.of(
                    field.lower()
                            ? test(field, "regex", "^(?i:" + escaped(text.value()) + ")$")
                            : NODES.objectNode().put(field.key(), text.value()));
        }
        if (constant instanceof Py.Digits digits) {
            return Optional.of(
                    (ObjectNode) NODES.objectNode().set(field.key(), NODES.numberNode(new BigDecimal(digits.value()))));
        }
        boolean truth = constant instanceof Py.Truth && TRUTHS.contains(field.key());
        return truth
                ? Optional.of(NODES.objectNode().put(field.key(), Boolean.toString(((Py.Truth) constant).value())))
                : Optional.empty();
    }

    /** Bounds of rules belong to the range. */
    private static Optional<ObjectNode> range(Field field, String operator, Py constant) {
        if (!(constant instanceof Py.Digits digits) || field.lower()) {
            return Optional.empty();
        }
        BigDecimal bound = new BigDecimal(digits.value());
        String kind = operator.startsWith(">") ? "min" : "max";
        ObjectNode test = NODES.objectNode();
        boolean whole =
                WHOLE.contains(field.key()) && bound.stripTrailingZeros().scale() <= 0;
        if (operator.endsWith("=") || whole) {
            BigDecimal step = operator.endsWith("=") ? BigDecimal.ZERO : BigDecimal.ONE;
            test.putObject(field.key()).put(kind, kind.equals("min") ? bound.add(step) : bound.subtract(step));
            return Optional.of(test);
        }
        test.putObject(field.key()).put(kind, bound);
        return Optional.of(all(List.of(
                test, not((ObjectNode) NODES.objectNode().set(field.key(), NODES.numberNode(bound))))));
    }

    private static Optional<ObjectNode> contains(Field field, Py constant) {
        if (!(constant instanceof Py.Text text)) {
            return Optional.empty();
        }
        if (field.isList()) {
            return Optional.of(NODES.objectNode().put(field.key(), text.value()));
        }
        return Optional.of(found(field, text.value(), "", ""));
    }

    /** A text within a field; at its start or end where these are anchors. */
    private static ObjectNode found(Field field, String text, String start, String end) {
        if (field.lower() || GLOB_SIGN.matcher(text).find()) {
            String quoted = escaped(text);
            return test(field, "regex", start + (field.lower() ? "(?i:" + quoted + ")" : quoted) + end);
        }
        return test(field, "glob", (start.isEmpty() ? "*" : "") + text + (end.isEmpty() ? "*" : ""));
    }

    private Optional<ObjectNode> oneOf(Field field, Py list) {
        if (!(list instanceof Py.Items items) || field.lower() || field.isList()) {
            return Optional.empty();
        }
        ArrayNode values = NODES.arrayNode();
        for (Py item : items.values()) {
            Py constant = resolved(item);
            if (constant instanceof Py.Text text) {
                values.add(text.value());
            } else if (constant instanceof Py.Digits digits) {
                values.add(new BigDecimal(digits.value()));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of((ObjectNode) NODES.objectNode().set(field.key(), values));
    }

    private Optional<ObjectNode> call(Py.Call call) {
        if (!(call.function() instanceof Py.Attribute method)) {
            return Optional.empty();
        }
        List<Py> arguments = call.arguments().stream().map(this::resolved).toList();
        boolean expression = method.of() instanceof Py.Name name && name.id().equals("re");
        if (expression && arguments.size() == 2 && arguments.get(0) instanceof Py.Text text) {
            return field(call.arguments().get(1)).flatMap(field -> expression(field, method.name(), text.value()));
        }
        if (arguments.size() != 1 || !(arguments.get(0) instanceof Py.Text text)) {
            return Optional.empty();
        }
        Optional<Field> field = field(method.of()).filter(one -> !one.isList());
        return switch (method.name()) {
            case "startswith" -> field.map(one -> found(one, text.value(), "^", ""));
            case "endswith" -> field.map(one -> found(one, text.value(), "", "$"));
            default -> Optional.empty();
        };
    }

    /** An expression that both languages read alike: without named groups and without backslash-letters of Python only. */
    private static Optional<ObjectNode> expression(Field field, String function, String pattern) {
        if (pattern.contains("(?P") || pattern.contains("\\Z") || field.isList()) {
            return Optional.empty();
        }
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException other) {
            return Optional.empty();
        }
        String inner = field.lower() ? "(?i:" + pattern + ")" : "(?:" + pattern + ")";
        return switch (function) {
            case "search" -> Optional.of(test(field, "regex", field.lower() ? inner : pattern));
            case "match" -> Optional.of(test(field, "regex", "^" + inner));
            case "fullmatch" -> Optional.of(test(field, "regex", "^" + inner + "$"));
            default -> Optional.empty();
        };
    }

    private static ObjectNode test(Field field, String kind, String text) {
        ObjectNode node = NODES.objectNode();
        node.putObject(field.key()).put(kind, text);
        return node;
    }

    private static String escaped(String text) {
        return NOT_PLAIN.matcher(text).replaceAll("\\\\$0");
    }

    /** The expression that a name stands for. */
    Py resolved(Py expression) {
        return fields.resolved(expression);
    }

    private Optional<Field> field(Py expression) {
        return fields.field(expression);
    }

    boolean isSeries(Py expression) {
        return fields.isSeries(expression);
    }
}
