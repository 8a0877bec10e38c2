// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.store;

import java.time.Instant;
import java.util.List;

/**
 * A job of a run.
 *
 * @param steps JSON array, see {@link StepState}
 * @param pid process of the step that runs; 0 when none does
 * @param pidStarted its start time in milliseconds, so that a reused number is not taken for it
 * @param tracking unguessable text in the environment of all processes of the job
 */
public record Job(
        long id,
        Run run,
        String key,
        String name,
        List<String> labels,
        List<String> needs,
        JobStatus status,
        String conclusion,
        boolean cancelled,
        List<StepState> steps,
        long pid,
        long pidStarted,
        String tracking,
        Instant created,
        Instant started,
        Instant completed) {
    public Job {
        labels = List.copyOf(labels);
        needs = List.copyOf(needs);
        steps = List.copyOf(steps);
    }
}
