// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.heuristic;

import java.util.ArrayList;
import java.util.List;
import org.bidsforge.stages.heuristic.PythonLines.Line;

/** A line of Python and those that are indented below it. */
record Statement(Line line, List<Statement> body) {
    private static final int DEEPEST = 60;

    Statement {
        body = List.copyOf(body);
    }

    /** The statements of a text. A body on the line of its head, as in {@code if x: continue}, is below it too. */
    static List<Statement> read(String text) {
        List<Line> lines = new ArrayList<>();
        for (Line line : new PythonLines(text).read()) {
            split(line, lines);
        }
        int[] at = {0};
        return block(lines, at, -1, 0);
    }

    /** Two lines of one that has its body behind the colon, or several statements. */
    private static void split(Line line, List<Line> lines) {
        int colon = line.startsWith("if") || line.startsWith("elif") || line.startsWith("else") ? colon(line) : -1;
        if (colon >= 0 && colon < line.tokens().size() - 1) {
            lines.add(new Line(line.number(), line.indent(), line.tokens().subList(0, colon + 1)));
            lines.add(new Line(
                    line.number(),
                    line.indent() + 1,
                    line.tokens().subList(colon + 1, line.tokens().size())));
        } else {
            lines.add(line);
        }
    }

    private static int colon(Line line) {
        int brackets = 0;
        for (int i = 0; i < line.tokens().size(); i++) {
            String text = line.tokens().get(i).text();
            if (line.tokens().get(i).kind() != PythonLines.Kind.SIGN) {
                continue;
            }
            if (text.equals("(") || text.equals("[") || text.equals("{")) {
                brackets++;
            } else if (text.equals(")") || text.equals("]") || text.equals("}")) {
                brackets--;
            } else if (text.equals(":") && brackets == 0) {
                return i;
            }
        }
        return -1;
    }

    private static List<Statement> block(List<Line> lines, int[] at, int above, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("A heuristic must not be nested deeper than " + DEEPEST);
        }
        List<Statement> statements = new ArrayList<>();
        while (at[0] < lines.size() && lines.get(at[0]).indent() > above) {
            Line line = lines.get(at[0]);
            at[0]++;
            statements.add(new Statement(line, block(lines, at, line.indent(), depth + 1)));
        }
        return statements;
    }

    boolean startsWith(String word) {
        return line.startsWith(word);
    }
}
