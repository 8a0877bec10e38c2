// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.actions;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A workflow file as read.
 *
 * @param problem why it cannot be run; then there are no jobs
 */
record Workflow(
        String file,
        String name,
        Optional<Template> runName,
        Triggers triggers,
        Map<String, Template> env,
        List<WorkflowJob> jobs,
        Optional<String> problem) {
    /** One job. */
    record WorkflowJob(
            String key,
            Template name,
            List<String> needs,
            List<String> labels,
            Map<String, Template> env,
            Expression condition,
            Optional<Duration> timeout,
            List<Step> steps) {}

    /** One step: a script for a shell. */
    record Step(
            String name,
            Template script,
            Optional<String> shell,
            Optional<Template> folder,
            Map<String, Template> env,
            Expression condition,
            Optional<Duration> timeout) {}

    /** The job of this key. */
    Optional<WorkflowJob> job(String key) {
        return jobs.stream().filter(job -> job.key().equals(key)).findFirst();
    }
}
