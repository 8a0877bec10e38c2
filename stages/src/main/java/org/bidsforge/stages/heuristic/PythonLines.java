// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.heuristic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Takes a Python text apart into its logical lines: indentation, names, numbers, texts and signs; comments are gone. */
final class PythonLines {
    private static final List<String> SIGNS = List.of(
            "**=", "//=", "...", "==", "!=", "<=", ">=", "->", "+=", "-=", "*=", "/=", ":=", "**", "//", "<<", ">>");
    private static final int LONGEST = 1 << 20;

    private final String text;
    private final List<Line> lines = new ArrayList<>();
    private List<Token> tokens = new ArrayList<>();
    private int at;
    private int number = 1;
    private int brackets;

    enum Kind {
        NAME,
        NUMBER,
        TEXT,
        SIGN
    }

    record Token(Kind kind, String text) {
        boolean is(String wanted) {
            return (kind == Kind.NAME || kind == Kind.SIGN) && text.equals(wanted);
        }
    }

    /** {@code number} counts from 1 and is where the line begins; {@code indent} counts columns. */
    record Line(int number, int indent, List<Token> tokens) {
        Line {
            tokens = List.copyOf(tokens);
        }

        boolean startsWith(String word) {
            return !tokens.isEmpty() && tokens.get(0).is(word);
        }
    }

    PythonLines(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("A heuristic must be smaller than 1 MiB");
        }
        this.text = text.replace("\r\n", "\n") + "\n";
    }

    List<Line> read() {
        while (at < text.length()) {
            line();
        }
        return lines;
    }

    private void line() {
        int indent = indent();
        int first = number;
        tokens = new ArrayList<>();
        while (at < text.length() && !(text.charAt(at) == '\n' && brackets == 0)) {
            token(text.charAt(at));
        }
        at++;
        number++;
        if (!tokens.isEmpty()) {
            lines.add(new Line(first, indent, tokens));
        }
    }

    private int indent() {
        int indent = 0;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            indent = text.charAt(at) == ' ' ? indent + 1 : (indent / 8 + 1) * 8;
            at++;
        }
        return indent;
    }

    private void token(char letter) {
        if (letter == '\n') {
            number++;
            at++;
        } else if (letter == '#') {
            at = text.indexOf('\n', at);
        } else if (letter == '\\' && text.charAt(at + 1) == '\n') {
            number++;
            at += 2;
        } else if (Character.isWhitespace(letter)) {
            at++;
        } else if (letter == '"' || letter == '\'') {
            quoted("");
        } else if (Character.isLetter(letter) || letter == '_') {
            word();
        } else if (Character.isDigit(letter)) {
            String digits = run();
            tokens.add(new Token(Kind.NUMBER, digits.replace("_", "")));
        } else {
            sign(letter);
        }
    }

    private void word() {
        String word = run();
        boolean quote = at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'');
        if (quote && word.length() <= 2 && word.toLowerCase(Locale.ROOT).matches("[rbuf]+")) {
            quoted(word.toLowerCase(Locale.ROOT));
        } else {
            tokens.add(new Token(Kind.NAME, word));
        }
    }

    /** Letters and digits; in numbers also the point. */
    private String run() {
        int start = at;
        boolean digits = Character.isDigit(text.charAt(at));
        while (Character.isLetterOrDigit(text.charAt(at))
                || text.charAt(at) == '_'
                || (digits && text.charAt(at) == '.')) {
            at++;
        }
        return text.substring(start, at);
    }

    private void sign(char letter) {
        for (String sign : SIGNS) {
            if (text.startsWith(sign, at)) {
                tokens.add(new Token(Kind.SIGN, sign));
                at += sign.length();
                return;
            }
        }
        if ("([{".indexOf(letter) >= 0) {
            brackets++;
        } else if (")]}".indexOf(letter) >= 0) {
            brackets = Math.max(0, brackets - 1);
        }
        tokens.add(new Token(Kind.SIGN, String.valueOf(letter)));
        at++;
    }

    /** A text that fills itself in, {@code f"..."}, is a sign that no expression has. */
    private void quoted(String prefix) {
        String quote = text.startsWith(text.substring(at, at + 1).repeat(3), at)
                ? text.substring(at, at + 3)
                : text.substring(at, at + 1);
        at += quote.length();
        StringBuilder value = new StringBuilder();
        while (at < text.length() && !text.startsWith(quote, at)) {
            char letter = text.charAt(at);
            if (letter == '\n') {
                if (quote.length() == 1) {
                    throw new IllegalArgumentException("line " + number + ": a text does not end");
                }
                number++;
            }
            boolean escape = letter == '\\' && !prefix.contains("r") && at + 1 < text.length();
            value.append(escape ? escaped(text.charAt(at + 1)) : String.valueOf(letter));
            at += escape ? 2 : 1;
        }
        at += quote.length();
        tokens.add(prefix.contains("f") ? new Token(Kind.SIGN, "f-string") : new Token(Kind.TEXT, value.toString()));
    }

    private static String escaped(char letter) {
        return switch (letter) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case '\n' -> "";
            case '\\', '\'', '"' -> String.valueOf(letter);
            default -> "\\" + letter;
        };
    }
}
