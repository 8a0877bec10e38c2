// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.naming;

import java.util.List;
import org.bidsforge.stages.rules.RuleSet;

/**
 * Which rule decided about a series, and why those before it did not.
 *
 * @param rule empty when no rule took the series
 */
public record Trace(String rule, List<RuleSet.Passed> passed) {
    public Trace {
        passed = List.copyOf(passed);
    }
}
