// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.rules;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads what stands under {@code when}. */
final class ConditionReader {
    private static final Pattern GROUP = Pattern.compile("\\(\\?<([A-Za-z][A-Za-z0-9]*)>");
    private static final int LONGEST_EXPRESSION = 1000;
    static final List<String> TESTS = List.of("equals", "in", "glob", "regex", "min", "max", "present");

    private final Document document;

    ConditionReader(Document document) {
        this.document = document;
    }

    /** Keys side by side must all hold; {@code all}, {@code any} and {@code not} say it otherwise. */
    Condition condition(Node node) {
        List<Condition> parts = new ArrayList<>();
        document.fields(node, "when", (key, value) -> {
            switch (key) {
                case "all" -> parts.add(new Condition.All(list(value)));
                case "any" -> parts.add(new Condition.Any(list(value)));
                case "not" -> parts.add(new Condition.Not(condition(value), text(value)));
                default -> ask(key, value).ifPresent(parts::add);
            }
        });
        return parts.size() == 1 ? parts.get(0) : new Condition.All(parts);
    }

    private static String text(Node node) {
        return "the condition of line " + Document.line(node);
    }

    private List<Condition> list(Node node) {
        List<Condition> parts = new ArrayList<>();
        if (node instanceof SequenceNode sequence && !sequence.getValue().isEmpty()) {
            sequence.getValue().forEach(one -> parts.add(condition(one)));
        } else {
            document.problem(node, "all and any must be lists of conditions");
        }
        return parts;
    }

    private Optional<Condition> ask(String text, Node node) {
        Optional<Key> key = Key.parse(text);
        if (key.isEmpty()) {
            document.problem(node, unknown(text));
            return Optional.empty();
        }
        List<ValueTest> tests = tests(node);
        List<Condition> asks = tests.stream()
                .<Condition>map(test -> new Condition.Ask(key.get(), test))
                .toList();
        return Optional.of(asks.size() == 1 ? asks.get(0) : new Condition.All(asks));
    }

    private static String unknown(String text) {
        if (text.startsWith("dicom.")) {
            return "there is no DICOM attribute with the keyword " + text.substring("dicom.".length());
        }
        return "there is no field " + text + "; write dicom.Keyword, sidecar.Key, or one of: "
                + String.join(", ", Key.FIELDS);
    }

    private List<ValueTest> tests(Node node) {
        List<ValueTest> tests = new ArrayList<>();
        if (node instanceof ScalarNode scalar) {
            tests.add(new ValueTest.Equal(scalar.getValue()));
            return tests;
        }
        if (node instanceof SequenceNode) {
            tests.add(new ValueTest.OneOf(texts(node)));
            return tests;
        }
        List<Optional<BigDecimal>> bounds = new ArrayList<>(List.of(Optional.empty(), Optional.empty()));
        document.fields(node, "A test", (kind, value) -> {
            switch (kind) {
                case "equals" -> document.text(value).ifPresent(text -> tests.add(new ValueTest.Equal(text)));
                case "in" -> tests.add(new ValueTest.OneOf(texts(value)));
                case "glob" ->
                    document.text(value).ifPresent(text -> glob(text, value).ifPresent(tests::add));
                case "regex" ->
                    document.text(value).ifPresent(text -> regex(text, value).ifPresent(tests::add));
                case "min" -> bounds.set(0, number(value));
                case "max" -> bounds.set(1, number(value));
                case "present" ->
                    tests.add(new ValueTest.Present(
                            document.text(value).orElse("").equals("true")));
                default -> document.unknown(value, kind, TESTS);
            }
        });
        if (bounds.get(0).isPresent() || bounds.get(1).isPresent()) {
            tests.add(new ValueTest.Range(bounds.get(0), bounds.get(1)));
        }
        return tests;
    }

    private List<String> texts(Node node) {
        List<String> texts = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(one -> document.text(one).ifPresent(texts::add));
        } else {
            document.problem(node, "a list of values must stand here");
        }
        return texts;
    }

    private Optional<BigDecimal> number(Node node) {
        String text = document.text(node).orElse("");
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            document.problem(node, "min and max must be numbers: " + text);
            return Optional.empty();
        }
    }

    private Optional<ValueTest> regex(String text, Node node) {
        Optional<Pattern> compiled = compile(text, node);
        List<String> groups = new ArrayList<>();
        Matcher group = GROUP.matcher(text);
        while (group.find()) {
            groups.add(group.group(1));
        }
        return compiled.map(pattern -> new ValueTest.Regex(pattern, groups));
    }

    /** The expression that a glob stands for; a problem when there is none. */
    Optional<Pattern> globPattern(String glob, Node node) {
        return compile(expression(glob), node);
    }

    private Optional<ValueTest> glob(String text, Node node) {
        return globPattern(text, node).map(pattern -> new ValueTest.Glob(text, pattern));
    }

    private Optional<Pattern> compile(String expression, Node node) {
        if (expression.length() > LONGEST_EXPRESSION) {
            document.problem(node, "an expression must be shorter than " + LONGEST_EXPRESSION + " characters");
            return Optional.empty();
        }
        try {
            return Optional.of(Pattern.compile(expression, Pattern.DOTALL));
        } catch (PatternSyntaxException e) {
            document.problem(node, "this is no regular expression: " + e.getDescription() + ": " + expression);
            return Optional.empty();
        }
    }

    private static String expression(String glob) {
        StringBuilder expression = new StringBuilder();
        int at = 0;
        while (at < glob.length()) {
            char letter = glob.charAt(at);
            int end = letter == '[' ? glob.indexOf(']', at + 2) : -1;
            if (letter == '*') {
                expression.append(".*");
            } else if (letter == '?') {
                expression.append('.');
            } else if (end > 0) {
                String set = glob.substring(at + 1, end).replace("\\", "\\\\").replace("[", "\\[");
                expression
                        .append('[')
                        .append(set.startsWith("!") ? "^" + set.substring(1) : set)
                        .append(']');
                at = end;
            } else {
                expression.append(Pattern.quote(String.valueOf(letter)));
            }
            at++;
        }
        return expression.toString();
    }
}
