// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.rules;

import java.io.IOException;
import java.util.List;

/** Rules that cannot be worked with: every problem in a line of its own, each with the line of the file. */
public final class RulesException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public RulesException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
