// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.store;

import java.time.Instant;

/**
 * One run of a workflow.
 *
 * @param file the workflow's file name
 * @param source the workflow file's text at the run's commit
 * @param ref the full ref
 * @param inputs JSON object
 * @param payload the event as JSON
 * @param conclusion success, failure or cancelled; empty before the end
 * @param problem why it could not be run at all; empty if it could
 */
public record Run(
        long id,
        StoredRepository repository,
        long number,
        String file,
        String workflow,
        String source,
        String title,
        String event,
        String ref,
        String sha,
        String inputs,
        String payload,
        Account actor,
        JobStatus status,
        String conclusion,
        String problem,
        Instant created,
        Instant started,
        Instant completed) {
    /** The branch's or tag's name. */
    public String refName() {
        return ref.replaceFirst("^refs/(heads|tags)/", "");
    }
}
