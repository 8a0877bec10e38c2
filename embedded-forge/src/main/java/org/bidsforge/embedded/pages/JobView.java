// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import java.util.List;

/** A job with its steps. */
public record JobView(Badge state, String name, String path, String note, List<StepView> steps) {
    /** A step with what is shown of its log. */
    public record StepView(Badge state, String name, String took, boolean open, LogText log) {}

    public JobView {
        steps = List.copyOf(steps);
    }
}
