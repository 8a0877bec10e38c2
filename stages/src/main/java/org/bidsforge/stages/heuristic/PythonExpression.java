// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.heuristic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bidsforge.stages.heuristic.PythonLines.Kind;
import org.bidsforge.stages.heuristic.PythonLines.Token;

/** Reads an expression of Python; what is neither comparison nor template becomes {@link Py.Other} as a whole. */
final class PythonExpression {
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", ">", "<=", ">=");
    private static final int DEEPEST = 60;

    private final List<Token> tokens;
    private int at;
    private int depth;

    private PythonExpression(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** What is meant by a part that cannot be read; the whole is then {@code Other}. */
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    static Py of(List<Token> tokens) {
        PythonExpression reader = new PythonExpression(tokens);
        try {
            Py expression = reader.tuple();
            if (reader.at == tokens.size()) {
                return expression;
            }
        } catch (Unreadable | IndexOutOfBoundsException unreadable) {
            return new Py.Other(words(tokens));
        }
        return new Py.Other(words(tokens));
    }

    static String words(List<Token> tokens) {
        return tokens.stream()
                .map(token -> token.kind() == Kind.TEXT ? "'" + token.text() + "'" : token.text())
                .collect(Collectors.joining(" "));
    }

    private Py tuple() {
        Py first = either();
        if (!isNext(",")) {
            return first;
        }
        List<Py> values = new ArrayList<>(List.of(first));
        while (isNext(",")) {
            at++;
            if (at < tokens.size() && !isNext(")")) {
                values.add(either());
            }
        }
        return new Py.Items(values);
    }

    private Py either() {
        depth++;
        if (depth > DEEPEST) {
            throw new Unreadable();
        }
        Py result = junction("or");
        depth--;
        return result;
    }

    private Py junction(String word) {
        List<Py> parts = new ArrayList<>();
        parts.add(word.equals("or") ? junction("and") : negated());
        while (isNext(word)) {
            at++;
            parts.add(word.equals("or") ? junction("and") : negated());
        }
        return parts.size() == 1 ? parts.get(0) : new Py.Junction(word.equals("and"), parts);
    }

    private Py negated() {
        if (!isNext("not")) {
            return comparison();
        }
        at++;
        depth++;
        if (depth > DEEPEST) {
            throw new Unreadable();
        }
        Py operand = negated();
        depth--;
        return new Py.Not(operand);
    }

    /** {@code 1 < x < 3} is two comparisons. */
    private Py comparison() {
        Py left = value();
        List<Py> parts = new ArrayList<>();
        while (true) {
            String operator = operator();
            if (operator.isEmpty()) {
                break;
            }
            Py right = value();
            parts.add(new Py.Comparison(left, operator, right));
            left = right;
        }
        if (parts.isEmpty()) {
            return left;
        }
        return parts.size() == 1 ? parts.get(0) : new Py.Junction(true, parts);
    }

    private String operator() {
        if (at >= tokens.size()) {
            return "";
        }
        Token token = tokens.get(at);
        if (token.kind() == Kind.SIGN && COMPARISONS.contains(token.text())) {
            at++;
            return token.text();
        }
        if (token.is("in")) {
            at++;
            return "in";
        }
        if (token.is("not") && at + 1 < tokens.size() && tokens.get(at + 1).is("in")) {
            at += 2;
            return "not in";
        }
        if (token.is("is")) {
            at++;
            boolean not = isNext("not");
            at += not ? 1 : 0;
            return not ? "!=" : "==";
        }
        return "";
    }

    private Py value() {
        Py value = single();
        while (at < tokens.size()) {
            if (isNext(".")) {
                value = new Py.Attribute(value, tokens.get(at + 1).text());
                at += 2;
            } else if (isNext("[")) {
                at++;
                Py index = either();
                expect("]");
                value = new Py.Item(value, index);
            } else if (isNext("(")) {
                at++;
                value = call(value);
            } else {
                break;
            }
        }
        return value;
    }

    private Py single() {
        Token token = tokens.get(at);
        at++;
        return switch (token.kind()) {
            case TEXT -> text(token);
            case NUMBER -> new Py.Digits(token.text());
            case NAME ->
                token.is("True") || token.is("False") ? new Py.Truth(token.is("True")) : new Py.Name(token.text());
            case SIGN -> bracketed(token);
        };
    }

    /** Texts side by side are one. */
    private Py text(Token first) {
        StringBuilder text = new StringBuilder(first.text());
        while (at < tokens.size() && tokens.get(at).kind() == Kind.TEXT) {
            text.append(tokens.get(at).text());
            at++;
        }
        return new Py.Text(text.toString());
    }

    private Py bracketed(Token open) {
        if (open.is("-") && at < tokens.size() && tokens.get(at).kind() == Kind.NUMBER) {
            at++;
            return new Py.Digits("-" + tokens.get(at - 1).text());
        }
        if (open.is("(")) {
            if (isNext(")")) {
                at++;
                return new Py.Items(List.of());
            }
            Py inner = tuple();
            expect(")");
            return inner;
        }
        if (open.is("[")) {
            return new Py.Items(list("]"));
        }
        if (open.is("{")) {
            return entries();
        }
        throw new Unreadable();
    }

    private List<Py> list(String close) {
        List<Py> values = new ArrayList<>();
        while (!isNext(close)) {
            values.add(either());
            if (!isNext(close)) {
                expect(",");
            }
        }
        at++;
        return values;
    }

    private Py entries() {
        List<Map.Entry<Py, Py>> entries = new ArrayList<>();
        List<Py> set = new ArrayList<>();
        while (!isNext("}")) {
            Py key = either();
            if (isNext(":")) {
                at++;
                entries.add(Map.entry(key, either()));
            } else {
                set.add(key);
            }
            if (!isNext("}")) {
                expect(",");
            }
        }
        at++;
        return set.isEmpty() ? new Py.Entries(entries) : new Py.Items(set);
    }

    private Py call(Py function) {
        List<Py> arguments = new ArrayList<>();
        Map<String, Py> named = new LinkedHashMap<>();
        while (!isNext(")")) {
            boolean name =
                    tokens.get(at).kind() == Kind.NAME && tokens.get(at + 1).is("=");
            if (name) {
                String key = tokens.get(at).text();
                at += 2;
                named.put(key, either());
            } else {
                arguments.add(either());
            }
            if (!isNext(")")) {
                expect(",");
            }
        }
        at++;
        return new Py.Call(function, arguments, named);
    }

    private boolean isNext(String text) {
        return at < tokens.size() && tokens.get(at).is(text);
    }

    private void expect(String sign) {
        if (!isNext(sign)) {
            throw new Unreadable();
        }
        at++;
    }
}
