// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.bids;

import java.util.List;
import java.util.Optional;
import org.bidsforge.core.bids.expression.Expression;
import org.bidsforge.core.bids.expression.Scope;

/**
 * A check of the schema: for files that all {@code selectors} select, all {@code checks} must hold.
 *
 * @param name the check's place among the schema's rules, such as {@code mri.SliceTimingElements}
 * @param code the code under which validators tell it
 * @param error whether it is an error, else a warning
 */
public record SchemaCheck(
        String name, List<Expression> selectors, List<Expression> checks, String code, boolean error, String message) {
    public SchemaCheck {
        selectors = List.copyOf(selectors);
        checks = List.copyOf(checks);
    }

    boolean isFor(Scope file) {
        return selectors.stream().allMatch(selector -> selector.holds(file));
    }

    /** The first condition that does not hold, of a file that is selected; empty when all is well. */
    public Optional<Expression> broken(Scope file) {
        if (!isFor(file)) {
            return Optional.empty();
        }
        return checks.stream().filter(check -> !check.holds(file)).findFirst();
    }
}
