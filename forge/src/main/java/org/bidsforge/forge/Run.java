// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * One execution of a workflow.
 *
 * @param attempt counts from 1, more after it was run again
 * @param workflow file name of the workflow, without folder
 * @param event what started it: push, workflow_dispatch, ...
 */
public record Run(
        long id,
        int attempt,
        String workflow,
        String event,
        String branch,
        String headCommit,
        RunState state,
        Optional<Instant> started,
        Optional<Instant> completed,
        URI page) {}
