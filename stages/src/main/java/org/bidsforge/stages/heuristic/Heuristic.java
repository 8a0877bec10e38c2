// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.heuristic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bidsforge.core.bids.BidsSchema;
import org.bidsforge.stages.heuristic.PythonLines.Kind;
import org.bidsforge.stages.heuristic.PythonLines.Token;
import org.bidsforge.stages.rules.RulesException;

/**
 * Translates a heuristic of heudiconv. It is read, never run: templates, comparisons of fields with plain values and the
 * if, elif, else and continue around them become rules; all else is listed with its line.
 */
public final class Heuristic {
    private static final Set<String> HARMLESS_WORDS =
            Set.of("import", "from", "pass", "return", "raise", "assert", "global", "del");
    private static final Set<String> HARMLESS_NAMES =
            Set.of("lgr", "log", "logger", "logging", "print", "scaninfo_suffix", "__all__", "__version__");

    private final BidsSchema schema;
    private final List<ObjectNode> rules = new ArrayList<>();
    private final List<String> left = new ArrayList<>();
    private final List<String> different = new ArrayList<>();
    private final Map<String, Py> names = new HashMap<>();

    private Heuristic(BidsSchema schema) {
        this.schema = schema;
    }

    /**
     * What came of a heuristic.
     *
     * @param rules a rules file
     * @param left what is not translated
     * @param different what is translated and gives something else in some cases
     */
    public record Translated(String rules, List<String> left, List<String> different) {
        public Translated {
            left = List.copyOf(left);
            different = List.copyOf(different);
        }
    }

    /**
     * Translates the text.
     *
     * @throws RulesException when it is no Python, has no {@code infotodict}, or nothing of it can be translated
     */
    public static Translated translate(String text, BidsSchema schema) throws RulesException {
        Heuristic heuristic = new Heuristic(schema);
        try {
            heuristic.module(Statement.read(text));
        } catch (IllegalArgumentException | IndexOutOfBoundsException noPython) {
            throw new RulesException(List.of("A heuristic must be Python: " + noPython.getMessage()));
        }
        if (heuristic.rules.isEmpty()) {
            List<String> told = new ArrayList<>(List.of("Nothing of the heuristic can be translated:"));
            told.addAll(heuristic.left.isEmpty() ? List.of("it has no infotodict with a loop") : heuristic.left);
            throw new RulesException(told);
        }
        StringBuilder rules = new StringBuilder("version: 1\nrules:\n");
        // JSON is YAML on one line, and quotes whatever could be misread.
        heuristic.rules.forEach(rule -> rules.append("  - ").append(rule).append('\n'));
        return new Translated(rules.toString(), heuristic.left, heuristic.different);
    }

    /** The keys of a heuristic and the dictionary that it fills. */
    record Keys(Set<String> results) {
        Keys {
            results = Set.copyOf(results);
        }

        boolean isResult(Py expression) {
            return expression instanceof Py.Name name && results.contains(name.id());
        }

        /** The text of a key's template. */
        Optional<String> template(Py key, Map<String, Py> names) {
            Py resolved = new Comparisons("", names).resolved(key);
            if (resolved instanceof Py.Call call
                    && call.function() instanceof Py.Name function
                    && function.id().equals("create_key")) {
                Py first = call.arguments().isEmpty()
                        ? call.named().getOrDefault("template", new Py.Other(""))
                        : call.arguments().get(0);
                return new Comparisons("", names).resolved(first) instanceof Py.Text text
                        ? Optional.of(text.value())
                        : Optional.empty();
            }
            boolean tuple = resolved instanceof Py.Items items
                    && items.values().size() == 3
                    && items.values().get(0) instanceof Py.Text;
            return tuple ? Optional.of(((Py.Text) ((Py.Items) resolved).values().get(0)).value()) : Optional.empty();
        }
    }

    /** {@code target = value}, with or without an annotation; {@code +=} gives a value that nobody knows. */
    record Assignment(Py target, Py value) {
        static Optional<Assignment> of(Statement statement) {
            List<Token> tokens = statement.line().tokens();
            int brackets = 0;
            for (int i = 0; i < tokens.size(); i++) {
                Token token = tokens.get(i);
                boolean sign = token.kind() == Kind.SIGN;
                if (sign && "([{".contains(token.text())) {
                    brackets++;
                } else if (sign && ")]}".contains(token.text())) {
                    brackets--;
                } else if (sign && brackets == 0 && token.text().matches("[-+*/]?=")) {
                    boolean annotated = i > 1 && tokens.get(1).is(":");
                    Py target = PythonExpression.of(tokens.subList(0, annotated ? 1 : i));
                    Py value = PythonExpression.of(tokens.subList(i + 1, tokens.size()));
                    return Optional.of(new Assignment(
                            target, token.is("=") ? value : new Py.Other(PythonExpression.words(tokens))));
                }
            }
            return Optional.empty();
        }

        /** What the names on the left stand for from here on. */
        void into(Map<String, Py> names) {
            if (target instanceof Py.Name name) {
                names.put(name.id(), value);
            } else if (target instanceof Py.Items targets) {
                List<Py> values = value instanceof Py.Items items ? items.values() : List.of();
                for (int i = 0; i < targets.values().size(); i++) {
                    if (targets.values().get(i) instanceof Py.Name name) {
                        boolean known = values.size() == targets.values().size();
                        names.put(name.id(), known ? values.get(i) : new Py.Other(name.id()));
                    }
                }
            }
        }
    }

    /** Statements that change nothing about which series becomes what. */
    static boolean isHarmless(Statement statement, Py expression) {
        Token first = statement.line().tokens().get(0);
        if (first.kind() == Kind.TEXT || HARMLESS_WORDS.contains(first.text()) || first.is("...")) {
            return true;
        }
        return first.kind() == Kind.NAME
                && HARMLESS_NAMES.contains(first.text())
                && (expression instanceof Py.Call || expression instanceof Py.Other);
    }

    private void module(List<Statement> statements) {
        for (Statement statement : statements) {
            Optional<Assignment> assignment = Assignment.of(statement);
            if (statement.startsWith("def")) {
                function(statement);
            } else if (assignment.isPresent()) {
                assignment.get().into(names);
                option(statement, assignment.get());
            } else if (!isHarmless(
                            statement, PythonExpression.of(statement.line().tokens()))
                    && !statement.startsWith("try")
                    && !statement.startsWith("except")) {
                left.add(told(statement));
            }
        }
    }

    private void option(Statement statement, Assignment assignment) {
        if (!(assignment.target() instanceof Py.Name name)) {
            return;
        }
        switch (name.id()) {
            case "POPULATE_INTENDED_FOR_OPTS" ->
                different.add("line " + statement.line().number()
                        + ": fieldmaps are linked by their shim, else by time, whatever the options say");
            case "grouping", "custom_callable", "custom_seqinfo", "DEFAULT_FIELDS" -> left.add(told(statement));
            default -> {}
        }
    }

    private void function(Statement statement) {
        String name = statement.line().tokens().get(1).text();
        switch (name) {
            case "create_key" -> {}
            case "infotodict" -> infotodict(statement);
            default -> left.add("line " + statement.line().number() + ": the function " + name);
        }
    }

    private void infotodict(Statement function) {
        List<Token> head = function.line().tokens();
        String parameter = head.size() > 3 ? head.get(3).text() : "";
        Set<String> results = new HashSet<>();
        for (Statement statement : function.body()) {
            Optional<Assignment> assignment = Assignment.of(statement);
            if (assignment.isPresent() && !statement.startsWith("for")) {
                if (assignment.get().value() instanceof Py.Entries
                        && assignment.get().target() instanceof Py.Name name) {
                    results.add(name.id());
                } else {
                    assignment.get().into(names);
                }
            } else if (statement.startsWith("for")) {
                loop(statement, parameter, results);
            } else if (!isHarmless(
                    statement, PythonExpression.of(statement.line().tokens()))) {
                left.add(told(statement));
            }
        }
    }

    /** {@code for s in seqinfo:} or {@code for i, s in enumerate(seqinfo):}. */
    private void loop(Statement statement, String parameter, Set<String> results) {
        String words = PythonExpression.words(statement.line().tokens());
        String over = words.replaceFirst("^for .* in ", "");
        String targets = words.replaceFirst("^for ", "").replaceFirst(" in .*$", "");
        boolean enumerated = over.equals("enumerate ( " + parameter + " ) :");
        String series = enumerated ? targets.substring(targets.lastIndexOf(' ') + 1) : targets;
        if (!enumerated && !over.equals(parameter + " :")) {
            left.add(told(statement));
            return;
        }
        LoopBody body = new LoopBody(schema, series, new Keys(results));
        body.walk(statement.body(), names);
        rules.addAll(body.rules());
        left.addAll(body.left());
        different.addAll(body.different());
    }

    private static String told(Statement statement) {
        String words = PythonExpression.words(statement.line().tokens());
        return "line " + statement.line().number() + ": " + words.substring(0, Math.min(120, words.length()));
    }
}
