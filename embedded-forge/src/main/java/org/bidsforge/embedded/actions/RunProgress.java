// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.actions;

import java.util.List;
import java.util.Optional;
import org.bidsforge.embedded.events.HookQueue;
import org.bidsforge.embedded.events.StatusEvents;
import org.bidsforge.embedded.store.Account;
import org.bidsforge.embedded.store.Job;
import org.bidsforge.embedded.store.JobStatus;
import org.bidsforge.embedded.store.Run;
import org.bidsforge.embedded.store.Statuses;
import org.bidsforge.embedded.store.StoredRepository;
import org.bidsforge.embedded.store.Tables;
import org.bidsforge.embedded.wire.AccountJson;
import org.bidsforge.embedded.wire.Links;
import org.bidsforge.embedded.wire.RepositoryJson;
import org.bidsforge.embedded.wire.RunJson;
import org.bidsforge.embedded.wire.Shape;

/** Moves runs and jobs on, and tells hooks and commit statuses of it. */
final class RunProgress {
    private final Tables tables;
    private final Links links;
    private final HookQueue queue;
    private final StatusEvents statuses;
    private final RunJson runJson;
    private final AccountJson accounts;
    private final RepositoryJson repositories;

    RunProgress(Tables tables, Links links, HookQueue queue, StatusEvents statuses) {
        this.tables = tables;
        this.links = links;
        this.queue = queue;
        this.statuses = statuses;
        this.runJson = new RunJson(links, tables);
        this.accounts = new AccountJson(links);
        this.repositories = new RepositoryJson(links, tables);
    }

    /** Tells of a new run and its jobs. */
    void created(Run run) {
        tellRun(run, "requested");
        tables.runs().jobs(run).forEach(this::tellJob);
        advance(run);
    }

    /** A run that cannot be run at all. */
    void refused(Run run, String problem) {
        tellRun(run, "requested");
        tellRun(tables.runs().problem(run, problem), "completed");
    }

    void started(Job job) {
        tables.database().inTransaction(() -> {
            Job running = tables.runs().jobStatus(job, JobStatus.IN_PROGRESS, "");
            tellJob(running);
            if (running.run().status() != JobStatus.IN_PROGRESS) {
                tellRun(tables.runs().status(running.run(), JobStatus.IN_PROGRESS, ""), "in_progress");
            }
        });
    }

    void completed(Job job, String conclusion) {
        tables.database().inTransaction(() -> {
            tables.tokens().removeForJob(job.id());
            Job completed = tables.runs().jobStatus(job, JobStatus.COMPLETED, conclusion);
            tellJob(completed);
            advance(completed.run());
        });
    }

    /** Lets jobs go on that waited for others, skips those whose condition does not hold, ends the run after the last. */
    private void advance(Run run) {
        boolean moved = true;
        while (moved) {
            moved = false;
            List<Job> jobs = tables.runs().jobs(run);
            Workflow workflow = WorkflowReader.read(run.file(), run.source());
            for (Job job : jobs) {
                moved |= advance(workflow, job, jobs);
            }
        }
        List<Job> jobs = tables.runs().jobs(run);
        if (jobs.stream().allMatch(job -> job.status() == JobStatus.COMPLETED)) {
            tellRun(tables.runs().status(run, JobStatus.COMPLETED, conclusion(jobs)), "completed");
        } else if (jobs.stream().noneMatch(job -> job.status() == JobStatus.IN_PROGRESS)) {
            JobStatus status = jobs.stream().anyMatch(job -> job.status() == JobStatus.QUEUED)
                    ? JobStatus.QUEUED
                    : JobStatus.BLOCKED;
            tables.runs().status(run, status, "");
        }
    }

    private boolean advance(Workflow workflow, Job job, List<Job> jobs) {
        boolean waits = job.status() == JobStatus.BLOCKED || job.status() == JobStatus.QUEUED;
        List<Job> needed =
                jobs.stream().filter(other -> job.needs().contains(other.key())).toList();
        if (!waits || !needed.stream().allMatch(other -> other.status() == JobStatus.COMPLETED)) {
            return false;
        }
        boolean holds = workflow.job(job.key())
                .map(definition -> Template.holds(definition.condition(), RunScope.of(job, needed, links)))
                .orElse(false);
        if (!holds || job.cancelled()) {
            tables.runs()
                    .steps(
                            job,
                            job.steps().stream()
                                    .map(step -> step.ended("skipped"))
                                    .toList());
            tellJob(tables.runs().jobStatus(job, JobStatus.COMPLETED, job.cancelled() ? "cancelled" : "skipped"));
            return true;
        }
        if (job.status() == JobStatus.BLOCKED) {
            tellJob(tables.runs().jobStatus(job, JobStatus.QUEUED, ""));
            return true;
        }
        return false;
    }

    private static String conclusion(List<Job> jobs) {
        List<String> all = jobs.stream().map(Job::conclusion).toList();
        if (all.contains("cancelled")) {
            return "cancelled";
        }
        if (all.contains("failure")) {
            return "failure";
        }
        return all.contains("success") ? "success" : "skipped";
    }

    private void tellRun(Run run, String action) {
        StoredRepository repository = run.repository();
        Shape payload = new Shape()
                .with("action", action)
                .with("workflow", runJson.workflow(repository, run.file(), run.workflow()))
                .with("workflow_run", runJson.of(run));
        tell("workflow_run", payload, run);
    }

    private void tellJob(Job job) {
        String action = job.status().word();
        Shape payload = new Shape().with("action", action).with("workflow_job", runJson.of(job));
        tell("workflow_job", payload, job.run());
        setStatus(job);
    }

    private void tell(String kind, Shape payload, Run run) {
        StoredRepository repository = run.repository();
        if (repository.owner().organization()) {
            payload.with("organization", accounts.organization(repository.owner()));
        }
        payload.with("repository", repositories.of(repository)).with("sender", accounts.user(run.actor()));
        queue.add(repository, HookQueue.Kind.of(kind), payload);
    }

    /** As on Gitea, a dispatched run says nothing on its commit: it was asked for by somebody who watches it. */
    private void setStatus(Job job) {
        Run run = job.run();
        if (run.event().equals("workflow_dispatch")) {
            return;
        }
        Account sender = run.actor();
        String context = run.workflow() + " / " + job.name() + " (" + run.event() + ")";
        long seconds =
                Math.max(0, job.completed().getEpochSecond() - job.started().getEpochSecond());
        String[] words = switch (job.status()) {
            case BLOCKED -> new String[] {"pending", "Blocked by required conditions"};
            case QUEUED -> new String[] {"pending", "Waiting to run"};
            case IN_PROGRESS -> new String[] {"pending", "Has started running"};
            case COMPLETED ->
                switch (job.conclusion()) {
                    case "success" -> new String[] {"success", "Successful in " + seconds + "s"};
                    case "skipped" -> new String[] {"skipped", "Has been skipped"};
                    case "cancelled" -> new String[] {"failure", "Has been cancelled"};
                    default -> new String[] {"failure", "Failing after " + seconds + "s"};
                };
        };
        Statuses.New status = new Statuses.New(run.sha(), context, words[0], words[1], links.jobPath(job));
        statuses.set(run.repository(), status, Optional.empty(), sender);
    }
}
