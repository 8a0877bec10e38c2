// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.bidsforge.core.pipeline.RepositoryName;

/**
 * Executions of workflows. Safe for use by several threads. A missing repository is a permanent {@link ForgeException}
 * with status 404.
 */
public interface Runs {
    /**
     * Starts a workflow on a branch. Not idempotent and never retried by the adapter: after a failure look among the
     * runs first. A missing workflow or branch is a permanent failure (status 404).
     *
     * @param workflow file name without folder
     * @return the run's id where the forge tells it
     */
    OptionalLong dispatch(RepositoryName repository, String workflow, String branch, Map<String, String> inputs)
            throws ForgeException;

    /** The runs that a query asks for, newest first. */
    List<Run> list(RepositoryName repository, RunQuery query) throws ForgeException;

    /** The run, or nothing when there is none of that id. */
    Optional<Run> find(RepositoryName repository, long id) throws ForgeException;

    /** The jobs of a run's newest attempt; a missing run has none. */
    List<Job> jobs(RepositoryName repository, long runId) throws ForgeException;

    /** The job's log, cut to its last 1 MiB, or nothing when there is none (yet). */
    Optional<String> log(RepositoryName repository, long jobId) throws ForgeException;
}
