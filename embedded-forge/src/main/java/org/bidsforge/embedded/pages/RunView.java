// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import java.util.List;

/**
 * A run with its jobs.
 *
 * @param problem why it could not run at all; else empty
 */
public record RunView(RunRow run, String problem, List<JobView> jobs, String here) {
    public RunView {
        jobs = List.copyOf(jobs);
    }
}
