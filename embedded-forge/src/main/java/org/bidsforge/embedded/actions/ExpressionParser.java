// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.actions;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an expression. */
final class ExpressionParser {
    private static final Pattern TOKEN = Pattern.compile("\\s*(?:(?<text>'(?:[^']|'')*')"
            + "|(?<number>-?[0-9]+(?:\\.[0-9]+)?)"
            + "|(?<name>[A-Za-z_][A-Za-z0-9_-]*(?:\\.[A-Za-z_*][A-Za-z0-9_-]*)*)"
            + "|(?<sign>==|!=|&&|\\|\\||[!()])|(?<other>\\S))");
    private static final Set<String> STATES = Set.of("success", "failure", "always", "cancelled");
    private static final int MAX_DEPTH = 50;

    private final String source;
    private final List<String> tokens = new ArrayList<>();
    private int next;
    private int depth;

    ExpressionParser(String source) {
        this.source = source;
    }

    Expression parse() throws WorkflowProblem {
        Matcher matcher = TOKEN.matcher(source);
        int end = 0;
        while (matcher.find(end) && matcher.start() == end) {
            if (matcher.group("other") != null) {
                throw new WorkflowProblem("'" + matcher.group("other") + "' in the expression " + source.strip()
                        + " is not supported by the embedded forge");
            }
            tokens.add(matcher.group().strip());
            end = matcher.end();
        }
        Expression expression = or();
        if (next < tokens.size()) {
            throw unexpected();
        }
        return expression;
    }

    private Expression or() throws WorkflowProblem {
        Expression left = and();
        while (take("||")) {
            left = new Expression.Pair("||", left, and());
        }
        return left;
    }

    private Expression and() throws WorkflowProblem {
        Expression left = comparison();
        while (take("&&")) {
            left = new Expression.Pair("&&", left, comparison());
        }
        return left;
    }

    private Expression comparison() throws WorkflowProblem {
        Expression left = single();
        for (String operator : List.of("==", "!=")) {
            if (take(operator)) {
                return new Expression.Pair(operator, left, single());
            }
        }
        return left;
    }

    private Expression single() throws WorkflowProblem {
        if (++depth > MAX_DEPTH) {
            throw new WorkflowProblem("An expression must not be nested this deep: " + source.strip());
        }
        try {
            if (take("!")) {
                return new Expression.Not(single());
            }
            if (take("(")) {
                Expression inner = or();
                expect(")");
                return inner;
            }
            return atom();
        } finally {
            depth--;
        }
    }

    private Expression atom() throws WorkflowProblem {
        if (next >= tokens.size()) {
            throw unexpected();
        }
        String token = tokens.get(next++);
        char first = token.charAt(0);
        if (first == '\'') {
            return new Expression.Literal(token.substring(1, token.length() - 1).replace("''", "'"));
        }
        if (first == '-' || Character.isDigit(first)) {
            return new Expression.Literal(Double.parseDouble(token));
        }
        if (!Character.isLetter(first) && first != '_') {
            next--;
            throw unexpected();
        }
        return named(token);
    }

    private Expression named(String token) throws WorkflowProblem {
        if (take("(")) {
            if (!STATES.contains(token)) {
                throw WorkflowProblem.unsupported(token + "()");
            }
            expect(")");
            return new Expression.StateCall(token);
        }
        return switch (token) {
            case "true" -> new Expression.Literal(true);
            case "false" -> new Expression.Literal(false);
            case "null" -> new Expression.Literal("");
            default -> {
                Scope.check(token);
                yield new Expression.Reference(token);
            }
        };
    }

    private boolean take(String token) {
        if (next < tokens.size() && tokens.get(next).equals(token)) {
            next++;
            return true;
        }
        return false;
    }

    private void expect(String token) throws WorkflowProblem {
        if (!take(token)) {
            throw unexpected();
        }
    }

    private WorkflowProblem unexpected() {
        String found = next < tokens.size() ? tokens.get(next) : "its end";
        return new WorkflowProblem("The expression cannot be read at " + found + ": " + source.strip());
    }
}
