// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.actions;

import java.util.Locale;

/**
 * What stands between the braces of {@code ${{ }}} or in an {@code if}. Values are texts, numbers and booleans; what is
 * not there is an empty text.
 */
sealed interface Expression {
    /** The value in a scope. */
    Object in(Scope scope);

    static Expression parse(String source) throws WorkflowProblem {
        return new ExpressionParser(source).parse();
    }

    /** A value as an {@code if} sees it. */
    static boolean truth(Object value) {
        return !(value.equals(false) || value.equals("") || value.equals(0.0));
    }

    /** A value as it is written into a text. */
    static String text(Object value) {
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            return String.valueOf(number.longValue());
        }
        return String.valueOf(value);
    }

    /** Whether the expression asks for the state of the job, which an {@code if} else does by itself. */
    default boolean asksForState() {
        return false;
    }

    /** A text, number or boolean as it stands. */
    record Literal(Object value) implements Expression {
        @Override
        public Object in(Scope scope) {
            return value;
        }
    }

    /** A value by its name, such as {@code github.sha}. */
    record Reference(String name) implements Expression {
        @Override
        public Object in(Scope scope) {
            return scope.value(name);
        }
    }

    /** {@code success()} and its like. */
    record StateCall(String function) implements Expression {
        @Override
        public Object in(Scope scope) {
            return switch (function) {
                case "always" -> true;
                case "cancelled" -> scope.cancelled();
                case "failure" -> scope.failed() && !scope.cancelled();
                default -> !scope.failed() && !scope.cancelled();
            };
        }

        @Override
        public boolean asksForState() {
            return true;
        }
    }

    /** Negation. */
    record Not(Expression inner) implements Expression {
        @Override
        public Object in(Scope scope) {
            return !truth(inner.in(scope));
        }

        @Override
        public boolean asksForState() {
            return inner.asksForState();
        }
    }

    /** Two expressions with {@code &&}, {@code ||}, {@code ==} or {@code !=} between them. */
    record Pair(String operator, Expression left, Expression right) implements Expression {
        @Override
        public Object in(Scope scope) {
            Object value = left.in(scope);
            return switch (operator) {
                case "&&" -> truth(value) ? right.in(scope) : value;
                case "||" -> truth(value) ? value : right.in(scope);
                case "==" -> same(value, right.in(scope));
                default -> !same(value, right.in(scope));
            };
        }

        @Override
        public boolean asksForState() {
            return left.asksForState() || right.asksForState();
        }

        /** Texts are the same whatever their case; unlike kinds are compared as numbers. */
        private static boolean same(Object one, Object other) {
            if (one instanceof String first && other instanceof String second) {
                return first.toLowerCase(Locale.ROOT).equals(second.toLowerCase(Locale.ROOT));
            }
            return Double.compare(number(one), number(other)) == 0 && !Double.isNaN(number(one));
        }

        private static double number(Object value) {
            if (value instanceof Boolean truth) {
                return truth ? 1 : 0;
            }
            if (value instanceof Double number) {
                return number;
            }
            try {
                String text = value.toString().trim();
                return text.isEmpty() ? 0 : Double.parseDouble(text);
            } catch (NumberFormatException e) {
                return Double.NaN;
            }
        }
    }
}
