// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.heuristic;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.core.bids.BidsSchema;
import org.bidsforge.stages.heuristic.PythonLines.Token;

/** Walks through the loop of a heuristic and makes a rule of each series that it puts under a key. */
final class LoopBody {
    private final BidsSchema schema;
    private final String series;
    private final Heuristic.Keys keys;
    private final List<Made> made = new ArrayList<>();
    private final List<String> left = new ArrayList<>();
    private final List<String> different = new ArrayList<>();
    private int chains;

    /** A rule, the way to it and its line. */
    private record Made(ObjectNode rule, Way way, int line) {}

    /** {@code series} is what the loop calls a series. */
    LoopBody(BidsSchema schema, String series, Heuristic.Keys keys) {
        this.schema = schema;
        this.series = series;
        this.keys = keys;
    }

    List<ObjectNode> rules() {
        return made.stream().map(Made::rule).toList();
    }

    List<String> left() {
        return left;
    }

    List<String> different() {
        return different;
    }

    /** Whether every series on this way got a rule, and the ways by which the body was left early. */
    private record Walked(boolean took, List<Way> exits) {}

    void walk(List<Statement> body, Map<String, Py> names) {
        walk(body, Way.open(), new HashMap<>(names));
    }

    private Walked walk(List<Statement> body, Way start, Map<String, Py> names) {
        Way way = start;
        boolean took = false;
        List<Way> exits = new ArrayList<>();
        int at = 0;
        while (at < body.size()) {
            Statement statement = body.get(at);
            if (statement.startsWith("continue")) {
                exits.add(way);
                int line = statement.line().number();
                way.unknown()
                        .ifPresent(why -> left.add(
                                "line " + line + ": " + why + "; series that come to it get no place after it"));
                return new Walked(took, exits);
            }
            if (statement.startsWith("if")) {
                int end = at + 1;
                while (end < body.size() && isFurther(body.get(end))) {
                    end++;
                }
                List<Way> out = chain(body.subList(at, end), way, names);
                exits.addAll(out);
                for (Way exit : out) {
                    way = way.without(exit);
                }
                at = end;
            } else {
                took = simple(statement, way, names) || took;
                at++;
            }
        }
        return new Walked(took, exits);
    }

    private static boolean isFurther(Statement statement) {
        return statement.startsWith("elif") || statement.startsWith("else");
    }

    /** Gives the ways by which a branch leaves the loop without having found a place. */
    private List<Way> chain(List<Statement> branches, Way way, Map<String, Py> names) {
        int chain = chains;
        chains++;
        Way rest = way;
        List<Way> exits = new ArrayList<>();
        Map<String, Py> before = new HashMap<>(names);
        for (int number = 0; number < branches.size(); number++) {
            Statement branch = branches.get(number);
            Head head = head(branch, before);
            Way inside = head.inside(rest);
            Map<String, Py> own = new HashMap<>(before);
            Walked walked = walk(branch.body(), inside.into(new Way.Branch(chain, number)), own);
            own.forEach((name, value) -> {
                if (!value.equals(before.get(name))) {
                    names.put(
                            name,
                            new Py.Other(name + " as line " + branch.line().number() + " leaves it"));
                }
            });
            if (!walked.took()) {
                exits.addAll(walked.exits());
            }
            if (!walked.took() || head.unknown().isPresent()) {
                rest = head.beyond(rest);
            }
        }
        return exits;
    }

    /**
     * The condition of a branch.
     *
     * @param parts conditions that must hold; all there are unless {@code unknown} says what is missing
     */
    private record Head(List<ObjectNode> parts, Optional<String> unknown) {
        Head {
            parts = List.copyOf(parts);
        }

        Way inside(Way before) {
            Way inside = before;
            for (ObjectNode part : parts) {
                inside = inside.with(part);
            }
            return unknown.isPresent() ? inside.unknown(unknown.get()) : inside;
        }

        /** The way to the next branch, or as much of it as is certain. */
        Way beyond(Way before) {
            boolean nothing = parts.isEmpty() && unknown.isPresent();
            return nothing ? before.unknown(unknown.get()) : before.with(Comparisons.not(Comparisons.all(parts)));
        }
    }

    private Head head(Statement branch, Map<String, Py> names) {
        if (branch.startsWith("else")) {
            return new Head(List.of(), Optional.empty());
        }
        List<Token> tokens = branch.line().tokens();
        int end = tokens.get(tokens.size() - 1).is(":") ? tokens.size() - 1 : tokens.size();
        Py expression = PythonExpression.of(tokens.subList(1, end));
        Comparisons comparisons = new Comparisons(series, names);
        Optional<ObjectNode> whole = comparisons.condition(expression);
        if (whole.isPresent()) {
            return new Head(List.of(whole.get()), Optional.empty());
        }
        return new Head(
                comparisons.necessary(expression),
                Optional.of("the condition of line " + branch.line().number() + " ("
                        + PythonExpression.words(tokens.subList(1, end)) + ") says more than a rule can"));
    }

    /** A statement without branches; whether it gives the series a place by a rule. */
    private boolean simple(Statement statement, Way way, Map<String, Py> names) {
        int line = statement.line().number();
        Optional<Heuristic.Assignment> assignment = Heuristic.Assignment.of(statement);
        if (assignment.isPresent()) {
            Py target = assignment.get().target();
            if (target instanceof Py.Item item && keys.isResult(item.of())) {
                if (assignment.get().value() instanceof Py.Items items
                        && items.values().isEmpty()) {
                    return false;
                }
                different.add("line " + line + ": the heuristic keeps the last series only; here repeats become runs");
                return place(item.index(), assignment.get().value(), way, names, line);
            }
            assignment.get().into(names);
            return false;
        }
        Py expression = PythonExpression.of(statement.line().tokens());
        if (expression instanceof Py.Call call
                && call.function() instanceof Py.Attribute method
                && method.name().equals("append")
                && method.of() instanceof Py.Item item
                && call.arguments().size() == 1
                && keys.isResult(item.of())) {
            return place(item.index(), call.arguments().get(0), way, names, line);
        }
        if (!Heuristic.isHarmless(statement, expression)) {
            left.add("line " + line + ": "
                    + PythonExpression.words(statement.line().tokens()));
        }
        return false;
    }

    private boolean place(Py key, Py what, Way way, Map<String, Py> names, int line) {
        Comparisons comparisons = new Comparisons(series, names);
        Optional<String> template = keys.template(key, names);
        Optional<Map<String, String>> values = values(what, comparisons);
        String problem = way.unknown().orElse("");
        KeyTemplate.Place place = KeyTemplate.Place.none("");
        if (template.isEmpty()) {
            problem = problem.isEmpty() ? "its template is not a plain text" : problem;
        } else if (values.isEmpty()) {
            problem = problem.isEmpty() ? "what it puts there is not the series and plain texts" : problem;
        } else {
            place = new KeyTemplate(schema).read(template.get(), values.get());
            problem = problem.isEmpty() ? place.problem() : problem;
        }
        if (problem.isEmpty() && way.isClosed()) {
            problem = "what decides before it says more than a rule can";
        }
        if (!problem.isEmpty()) {
            left.add("line " + line + ": " + problem);
            return false;
        }
        if (!place.difference().isEmpty()) {
            different.add("line " + line + ": " + place.difference());
        }
        add(place, way, line);
        return true;
    }

    private void add(KeyTemplate.Place place, Way way, int line) {
        for (Made earlier : made) {
            if (!earlier.way().excludes(way)) {
                different.add("line " + line + ": a series that line " + earlier.line()
                        + " takes too is converted twice by the heuristic, here by line " + earlier.line() + " only");
                break;
            }
        }
        ObjectNode rule = JsonNodeFactory.instance.objectNode();
        rule.put("name", "line " + line + " of the heuristic");
        ObjectNode when = Comparisons.all(way.conditions());
        if (!when.isEmpty()) {
            rule.set("when", when);
        }
        ObjectNode then = rule.putObject("then");
        then.put("datatype", place.datatype()).put("suffix", place.suffix());
        if (!place.entities().isEmpty()) {
            ObjectNode entities = then.putObject("entities");
            place.entities().forEach(entities::put);
        }
        made.add(new Made(rule, way, line));
    }

    /** The texts that go with a series into its template; nothing where it is no series. */
    private static Optional<Map<String, String>> values(Py what, Comparisons comparisons) {
        Py resolved = comparisons.resolved(what);
        if (resolved instanceof Py.Items items && items.values().size() == 1) {
            return values(items.values().get(0), comparisons);
        }
        if (resolved instanceof Py.Attribute attribute) {
            boolean series = attribute.name().equals("series_id") && comparisons.isSeries(attribute.of());
            return series ? Optional.of(Map.of()) : Optional.empty();
        }
        if (!(resolved instanceof Py.Entries entries)) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        boolean series = false;
        for (Map.Entry<Py, Py> entry : entries.values()) {
            Py value = comparisons.resolved(entry.getValue());
            if (!(entry.getKey() instanceof Py.Text name)) {
                return Optional.empty();
            }
            if (name.value().equals("item")) {
                series = values(value, comparisons).isPresent();
            } else if (value instanceof Py.Text text) {
                values.put(name.value(), text.value());
            } else if (value instanceof Py.Digits digits) {
                values.put(name.value(), digits.value());
            } else {
                return Optional.empty();
            }
        }
        return series ? Optional.of(values) : Optional.empty();
    }
}
