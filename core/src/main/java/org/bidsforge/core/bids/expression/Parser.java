// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.bids.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bidsforge.core.bids.expression.Lexer.Kind;
import org.bidsforge.core.bids.expression.Lexer.Token;

/** Reads an expression by the precedence that JavaScript has, from which the language is taken. */
final class Parser {
    private static final int DEEPEST = 100;
    /** Operators of two operands, from those that bind least to those that bind most. */
    private static final List<List<String>> LEVELS = List.of(
            List.of("||"),
            List.of("&&"),
            List.of("==", "!="),
            List.of("<", ">", "<=", ">=", "in"),
            List.of("+", "-"),
            List.of("*", "/", "%"));

    private static final Map<String, JsonNode> WORDS =
            Map.of("null", Values.NULL, "true", Values.of(true), "false", Values.of(false));

    private final String text;
    private final List<Token> tokens;
    private final List<Expression.Asked> asked = new ArrayList<>();
    private int at;
    private int depth;

    Parser(String text) {
        this.text = text;
        this.tokens = new Lexer(text).tokens();
    }

    Term whole() {
        Term term = operation(0);
        if (peek().kind() != Kind.END) {
            throw unexpected(peek());
        }
        return term;
    }

    List<Expression.Asked> allAsked() {
        return asked;
    }

    private Term operation(int level) {
        if (level == LEVELS.size()) {
            return power();
        }
        Term left = operation(level + 1);
        while (isOneOf(LEVELS.get(level))) {
            String operator = take().text();
            left = Operators.of(operator, left, operation(level + 1));
        }
        return left;
    }

    private Term power() {
        Term base = prefixed();
        if (!peek().is("**")) {
            return base;
        }
        take();
        deeper();
        Term power = Operators.of("**", base, power());
        depth--;
        return power;
    }

    private Term prefixed() {
        deeper();
        Term term;
        if (peek().is("!")) {
            take();
            Term operand = prefixed();
            term = scope -> Values.of(!Values.truth(operand.value(scope)));
        } else if (peek().is("-")) {
            take();
            term = Operators.of("-", scope -> Values.of(0), prefixed());
        } else {
            term = asked();
        }
        depth--;
        return term;
    }

    /** Notes a name or call with all that follows it; what stands within it needs no note of its own. */
    private Term asked() {
        Token first = peek();
        int known = asked.size();
        Term term = followed(single());
        if (first.kind() == Kind.NAME && !WORDS.containsKey(first.text())) {
            asked.subList(known, asked.size()).clear();
            asked.add(new Expression.Asked(
                    text.substring(first.start(), tokens.get(at - 1).end()), term));
        }
        return term;
    }

    /** A value and the properties or elements asked of it. */
    private Term followed(Term first) {
        Term term = first;
        while (true) {
            if (peek().is(".")) {
                take();
                term = Operators.property(term, name());
            } else if (peek().is("[")) {
                take();
                term = Operators.element(term, operation(0));
                expect("]");
            } else {
                return term;
            }
        }
    }

    private Term single() {
        Token token = take();
        return switch (token.kind()) {
            case NUMBER -> constant(number(token));
            case TEXT -> constant(Values.of(token.text()));
            case NAME -> named(token.text());
            case SIGN -> bracketed(token);
            case END -> throw unexpected(token);
        };
    }

    private Term named(String name) {
        JsonNode word = WORDS.get(name);
        if (word != null) {
            return constant(word);
        }
        if (peek().is("(")) {
            take();
            return Functions.call(name, listed(")"));
        }
        return scope -> scope.get(name);
    }

    private Term bracketed(Token open) {
        if (open.is("(")) {
            Term inner = operation(0);
            expect(")");
            return inner;
        }
        if (open.is("[")) {
            List<Term> elements = listed("]");
            return scope ->
                    Values.of(elements.stream().map(term -> term.value(scope)).toList());
        }
        if (open.is("{") && peek().is("}")) {
            take();
            return constant(JsonNodeFactory.instance.objectNode());
        }
        throw unexpected(open);
    }

    private List<Term> listed(String close) {
        List<Term> terms = new ArrayList<>();
        while (!peek().is(close)) {
            if (!terms.isEmpty()) {
                expect(",");
            }
            terms.add(operation(0));
        }
        take();
        return terms;
    }

    private static Term constant(JsonNode value) {
        return new Constant(value);
    }

    private JsonNode number(Token token) {
        try {
            return Values.of(Double.parseDouble(token.text()));
        } catch (NumberFormatException problem) {
            throw new IllegalArgumentException("A number must be one: " + token.text() + " in " + text, problem);
        }
    }

    private String name() {
        Token token = take();
        if (token.kind() != Kind.NAME) {
            throw unexpected(token);
        }
        return token.text();
    }

    private boolean isOneOf(List<String> operators) {
        Token token = peek();
        return (token.kind() == Kind.SIGN || token.isWord("in")) && operators.contains(token.text());
    }

    private void expect(String sign) {
        if (!peek().is(sign)) {
            throw unexpected(peek());
        }
        take();
    }

    private void deeper() {
        depth++;
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("An expression must not be nested deeper than " + DEEPEST);
        }
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token take() {
        Token token = tokens.get(at);
        at++;
        return token;
    }

    private IllegalArgumentException unexpected(Token token) {
        return new IllegalArgumentException("An expression must not have this here: " + token.text() + " in " + text);
    }
}
