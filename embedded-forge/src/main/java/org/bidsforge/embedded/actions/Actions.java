// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.actions;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bidsforge.embedded.RunnerConfig;
import org.bidsforge.embedded.events.Actor;
import org.bidsforge.embedded.events.HookQueue;
import org.bidsforge.embedded.events.PullEvents;
import org.bidsforge.embedded.events.RefMove;
import org.bidsforge.embedded.events.StatusEvents;
import org.bidsforge.embedded.events.WorkflowTrigger;
import org.bidsforge.embedded.git.BareRepositories;
import org.bidsforge.embedded.store.Account;
import org.bidsforge.embedded.store.Job;
import org.bidsforge.embedded.store.JobStatus;
import org.bidsforge.embedded.store.Pull;
import org.bidsforge.embedded.store.Run;
import org.bidsforge.embedded.store.StoredRepository;
import org.bidsforge.embedded.store.Tables;
import org.bidsforge.embedded.wire.Links;
import org.bidsforge.embedded.wire.Shape;

/** Workflows of all repositories: what others may do with them. */
public final class Actions implements WorkflowTrigger, AutoCloseable {
    private final Tables tables;
    private final RunStarts starts;
    private final RunProgress progress;
    private final Runner runner;
    private final JobLogs logs;

    /** The parts of the forge that workflows use. */
    public record Parts(
            Tables tables,
            Links links,
            BareRepositories repositories,
            HookQueue queue,
            StatusEvents statuses,
            PullEvents pulls) {}

    public Actions(Parts parts, RunnerConfig config, Path folder, Account bot) throws IOException {
        this.tables = parts.tables();
        this.logs = new JobLogs(folder.resolve("logs"));
        this.progress = new RunProgress(tables, parts.links(), parts.queue(), parts.statuses());
        this.starts = new RunStarts(tables, parts.links(), parts.repositories(), parts.pulls(), progress);
        this.runner = new Runner(tables, parts.links(), progress, config, folder.resolve("work"), logs, bot);
    }

    public void start() throws IOException, InterruptedException {
        runner.start();
    }

    @Override
    public void pushed(RefMove move, Shape event) {
        starts.pushed(move, event);
        tables.database().afterCommit(runner::wake);
    }

    @Override
    public void pull(Pull pull, String action, Actor actor) {
        starts.pull(pull, action, actor);
        tables.database().afterCommit(runner::wake);
    }

    /** Starts a workflow on demand; nothing when there is none of this name that can be. */
    public Optional<Run> dispatch(StoredRepository repository, Actor actor, String file, String ref, JsonNode inputs) {
        Optional<Run> run = starts.dispatch(repository, actor, file, ref, inputs);
        runner.wake();
        return run;
    }

    /** File names and names of the workflows on the default branch. */
    public List<Entry> workflows(StoredRepository repository) {
        return starts.workflows(repository).stream()
                .map(workflow -> new Entry(workflow.file(), workflow.name()))
                .toList();
    }

    /** A workflow by its file and its name. */
    public record Entry(String file, String name) {}

    /** Ends what runs of a run and lets nothing of it start. */
    public void cancel(Run run) {
        tables.database().inTransaction(() -> {
            tables.runs().jobs(run).forEach(tables.runs()::cancel);
            for (Job listed : tables.runs().jobs(run)) {
                // One that waited for another may have been ended with that.
                Job job = tables.runs().job(listed.id()).orElseThrow();
                if (job.status() == JobStatus.QUEUED || job.status() == JobStatus.BLOCKED) {
                    progress.completed(job, "cancelled");
                }
            }
        });
        tables.runs().jobs(run).forEach(runner::cancel);
    }

    /** Whether the runner of this forge takes jobs with these labels. */
    public boolean accepts(List<String> labels) {
        return runner.accepts(labels);
    }

    public JobLogs logs() {
        return logs;
    }

    @Override
    public void close() {
        runner.close();
    }
}
