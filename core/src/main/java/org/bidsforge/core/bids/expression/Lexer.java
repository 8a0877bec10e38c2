// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.bids.expression;

import java.util.ArrayList;
import java.util.List;

/** Takes an expression apart into numbers, texts, names and signs. */
final class Lexer {
    private static final int LONGEST = 16 * 1024;
    private static final List<String> SIGNS = List.of(
            "**", "==", "!=", "<=", ">=", "&&", "||", "!", "<", ">", "+", "-", "*", "/", "%", ".", ",", "(", ")", "[",
            "]", "{", "}");

    private final String text;
    private int at;

    enum Kind {
        NUMBER,
        TEXT,
        NAME,
        SIGN,
        END
    }

    /** {@code start} and {@code end} are where it stands in the expression. */
    record Token(Kind kind, String text, int start, int end) {
        Token(Kind kind, String text) {
            this(kind, text, 0, 0);
        }

        Token between(int first, int last) {
            return new Token(kind, text, first, last);
        }

        boolean is(String sign) {
            return kind == Kind.SIGN && text.equals(sign);
        }

        boolean isWord(String word) {
            return kind == Kind.NAME && text.equals(word);
        }
    }

    Lexer(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("An expression must not be longer than 16 kB: " + text.length());
        }
        this.text = text;
    }

    List<Token> tokens() {
        List<Token> tokens = new ArrayList<>();
        while (true) {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            int start = at;
            if (at == text.length()) {
                tokens.add(new Token(Kind.END, "the end"));
                return tokens;
            }
            Token token = next(text.charAt(at));
            tokens.add(token.between(start, at));
        }
    }

    private Token next(char first) {
        if (first == '"' || first == '\'') {
            return quoted(first);
        }
        if (isDigit(first)) {
            return new Token(Kind.NUMBER, run(Lexer::isNumeric));
        }
        if (isLetter(first)) {
            return new Token(Kind.NAME, run(letter -> isLetter(letter) || isDigit(letter)));
        }
        for (String sign : SIGNS) {
            if (text.startsWith(sign, at)) {
                at += sign.length();
                return new Token(Kind.SIGN, sign);
            }
        }
        throw new IllegalArgumentException("An expression must not have this sign: " + first + " in " + text);
    }

    /** A backslash stands for itself, because texts of the schema are mostly patterns. */
    private Token quoted(char quote) {
        int end = text.indexOf(quote, at + 1);
        if (end < 0) {
            throw new IllegalArgumentException("A text must end with its quote: " + text);
        }
        Token token = new Token(Kind.TEXT, text.substring(at + 1, end));
        at = end + 1;
        return token;
    }

    private interface Letters {
        boolean have(char letter);
    }

    private String run(Letters letters) {
        int start = at;
        while (at < text.length() && letters.have(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private static boolean isNumeric(char letter) {
        return isDigit(letter) || letter == '.';
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    private static boolean isLetter(char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '_';
    }
}
