// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.bids.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalDouble;

/** What stands between two values, or behind one. */
final class Operators {
    private Operators() {}

    static Term of(String operator, Term left, Term right) {
        return switch (operator) {
            case "||" ->
                scope -> {
                    JsonNode first = left.value(scope);
                    return Values.truth(first) ? first : right.value(scope);
                };
            case "&&" ->
                scope -> {
                    JsonNode first = left.value(scope);
                    return Values.truth(first) ? right.value(scope) : first;
                };
            case "==" -> scope -> Values.of(Values.equal(left.value(scope), right.value(scope)));
            case "!=" -> scope -> Values.of(!Values.equal(left.value(scope), right.value(scope)));
            case "in" -> scope -> in(left.value(scope), right.value(scope));
            case "+" -> scope -> sum(left.value(scope), right.value(scope));
            default -> scope -> numeric(operator, left.value(scope), right.value(scope));
        };
    }

    static Term property(Term of, String name) {
        return scope -> present(of.value(scope).path(name));
    }

    /** An element of a list by its index, of an object by its key, a letter of a text; else null. */
    static Term element(Term of, Term index) {
        return scope -> {
            JsonNode value = of.value(scope);
            JsonNode which = index.value(scope);
            if (which.isTextual()) {
                return present(value.path(which.textValue()));
            }
            if (!which.isIntegralNumber()) {
                return Values.NULL;
            }
            if (value.isTextual()) {
                String text = value.textValue();
                boolean inside = which.intValue() >= 0 && which.intValue() < text.length();
                return inside ? Values.of(text.substring(which.intValue(), which.intValue() + 1)) : Values.NULL;
            }
            return present(value.path(which.intValue()));
        };
    }

    private static JsonNode present(JsonNode value) {
        return Values.absent(value) ? Values.NULL : value;
    }

    private static JsonNode in(JsonNode value, JsonNode container) {
        if (container.isObject()) {
            return Values.of(value.isTextual() && container.has(value.textValue()));
        }
        if (container.isArray()) {
            return Values.of(Values.list(container).stream().anyMatch(one -> Values.equal(one, value)));
        }
        if (container.isTextual() && value.isTextual()) {
            return Values.of(container.textValue().contains(value.textValue()));
        }
        return Values.NULL;
    }

    private static JsonNode sum(JsonNode left, JsonNode right) {
        if (left.isTextual() && right.isTextual()) {
            return Values.of(left.textValue() + right.textValue());
        }
        return numeric("+", left, right);
    }

    private static JsonNode numeric(String operator, JsonNode left, JsonNode right) {
        OptionalDouble first = Values.number(left);
        OptionalDouble second = Values.number(right);
        if (first.isEmpty() || second.isEmpty()) {
            return Values.NULL;
        }
        double a = first.getAsDouble();
        double b = second.getAsDouble();
        return switch (operator) {
            case "<" -> Values.of(a < b);
            case ">" -> Values.of(a > b);
            case "<=" -> Values.of(a <= b);
            case ">=" -> Values.of(a >= b);
            case "+" -> Values.of(a + b);
            case "-" -> Values.of(a - b);
            case "*" -> Values.of(a * b);
            case "/" -> Values.of(a / b);
            case "%" -> Values.of(a % b);
            case "**" -> Values.of(Math.pow(a, b));
            default -> throw new IllegalArgumentException("An expression must not have this operator: " + operator);
        };
    }
}
