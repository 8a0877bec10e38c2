// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.bids.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An expression of the BIDS schema, as in {@code "MTState" in sidecar && suffix == "bold"}. Immutable. Its operators and
 * functions are those that the schema's own {@code meta.expression_tests} fix: what is missing is null, and null goes
 * through nearly everything.
 */
public final class Expression {
    private final String text;
    private final Term term;
    private final List<Asked> asked;

    /** A part that asks the scope: its text and itself. */
    record Asked(String text, Term term) {}

    private Expression(String text, Term term, List<Asked> asked) {
        this.text = text;
        this.term = term;
        this.asked = List.copyOf(asked);
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException when it is not one, or asks for a function that the language does not have
     */
    public static Expression parse(String text) {
        Parser parser = new Parser(text);
        Term whole = parser.whole();
        return new Expression(text, whole, parser.allAsked());
    }

    /** The value for a file: a JSON value, JSON null included; never fails on any content of the scope. */
    public JsonNode evaluate(Scope scope) {
        return term.value(scope);
    }

    /** Whether the value counts as true: null, false, 0 and the empty text do not. */
    public boolean holds(Scope scope) {
        return Values.truth(term.value(scope));
    }

    /** What the expression asks of the file and what the answers are, such as {@code length(path)}: why it holds or not. */
    public Map<String, JsonNode> asked(Scope scope) {
        Map<String, JsonNode> answers = new LinkedHashMap<>();
        asked.forEach(one -> answers.put(one.text(), one.term().value(scope)));
        return answers;
    }

    @Override
    public String toString() {
        return text;
    }
}
