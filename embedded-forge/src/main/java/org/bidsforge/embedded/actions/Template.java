// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.actions;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A text with {@code ${{ }}} in it. */
record Template(List<Object> parts) {
    private static final String OPEN = "${{";
    private static final String CLOSE = "}}";

    Template {
        parts = List.copyOf(parts);
    }

    static Template parse(String text) throws WorkflowProblem {
        List<Object> parts = new ArrayList<>();
        int from = 0;
        int open = text.indexOf(OPEN);
        while (open >= 0) {
            int close = text.indexOf(CLOSE, open);
            if (close < 0) {
                throw new WorkflowProblem("An expression must end with }}: "
                        + text.substring(open).strip());
            }
            parts.add(text.substring(from, open));
            parts.add(Expression.parse(text.substring(open + OPEN.length(), close)));
            from = close + CLOSE.length();
            open = text.indexOf(OPEN, from);
        }
        parts.add(text.substring(from));
        return new Template(parts);
    }

    /** The text in a scope. */
    String in(Scope scope) {
        StringBuilder text = new StringBuilder();
        for (Object part : parts) {
            text.append(part instanceof Expression expression ? Expression.text(expression.in(scope)) : part);
        }
        return text.toString();
    }

    /** All texts of a map in a scope. */
    static Map<String, String> in(Map<String, Template> templates, Scope scope) {
        Map<String, String> values = new LinkedHashMap<>();
        templates.forEach((name, template) -> values.put(name, template.in(scope)));
        return values;
    }

    /** A condition, with or without the braces around it. */
    static Expression condition(String text) throws WorkflowProblem {
        String trimmed = text.strip();
        boolean braces = trimmed.startsWith(OPEN) && trimmed.endsWith(CLOSE);
        return Expression.parse(braces ? trimmed.substring(OPEN.length(), trimmed.length() - CLOSE.length()) : trimmed);
    }

    /** Whether a condition holds; one that does not ask for the state of the job needs success too. */
    static boolean holds(Expression condition, Scope scope) {
        boolean state = condition.asksForState() || (!scope.failed() && !scope.cancelled());
        return state && Expression.truth(condition.in(scope));
    }
}
