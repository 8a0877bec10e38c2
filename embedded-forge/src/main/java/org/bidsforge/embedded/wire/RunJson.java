// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.wire;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bidsforge.embedded.store.Job;
import org.bidsforge.embedded.store.JobStatus;
import org.bidsforge.embedded.store.Run;
import org.bidsforge.embedded.store.StepState;
import org.bidsforge.embedded.store.StoredRepository;
import org.bidsforge.embedded.store.Tables;
import org.jspecify.annotations.Nullable;

/** Workflows, runs and jobs. */
public final class RunJson {
    private static final String RUNNER = "embedded";

    private final Links links;
    private final AccountJson accounts;
    private final RepositoryJson repositories;

    public RunJson(Links links, Tables tables) {
        this.links = links;
        this.accounts = new AccountJson(links);
        this.repositories = new RepositoryJson(links, tables);
    }

    public Shape workflow(StoredRepository repository, String file, String name) {
        String html = links.html(repository);
        String branch = repository.defaultBranch();
        return new Shape()
                .with("id", file)
                .with("name", name)
                .with("path", ".gitea/workflows/" + file)
                .with("state", "active")
                .at("created_at", repository.created())
                .at("updated_at", repository.updated())
                .with("url", links.api(repository) + "/actions/workflows/" + file)
                .with("html_url", html + "/src/branch/" + branch + "/.gitea/workflows/" + file)
                .with("badge_url", html + "/actions/workflows/" + file + "/badge.svg?branch=" + branch)
                .with("deleted_at", Shape.NEVER);
    }

    public Shape of(Run run) {
        Shape shape = new Shape()
                .with("id", run.id())
                .with("url", links.api(run.repository()) + "/actions/runs/" + run.id())
                .with("html_url", links.run(run))
                .with("display_title", run.title())
                .with("path", run.file() + "@" + run.ref())
                .with("event", run.event())
                .with("run_attempt", 0)
                .with("run_number", run.number())
                .with("repository_id", 0)
                .with("head_sha", run.sha())
                .with("head_branch", run.refName())
                .with("status", run.status().word())
                .with("actor", accounts.user(run.actor()))
                .with("trigger_actor", accounts.user(run.actor()))
                .with("repository", repositories.of(run.repository()));
        if (run.status() == JobStatus.COMPLETED) {
            shape.with("conclusion", run.conclusion());
        }
        return shape.at("started_at", run.started()).at("completed_at", run.completed());
    }

    public Shape of(Job job) {
        boolean taken = job.status() == JobStatus.IN_PROGRESS || job.status() == JobStatus.COMPLETED;
        Run run = job.run();
        Shape shape = new Shape()
                .with("id", job.id())
                .with("url", links.api(run.repository()) + "/actions/jobs/" + job.id())
                .with("html_url", links.job(job))
                .with("run_id", run.id())
                .with("run_url", links.api(run.repository()) + "/actions/runs/" + run.id())
                .with("name", job.name())
                .with("labels", job.labels())
                .with("run_attempt", taken ? 1 : 0)
                .with("head_sha", run.sha())
                .with("head_branch", run.refName())
                .with("status", job.status().word());
        if (job.status() == JobStatus.COMPLETED) {
            shape.with("conclusion", job.conclusion());
        }
        shape.with("runner_id", taken ? 1 : 0);
        if (taken) {
            shape.with("runner_name", RUNNER);
        }
        return shape.with("steps", taken ? steps(job) : List.of())
                .at("created_at", job.created())
                .at("started_at", job.started())
                .at("completed_at", job.completed());
    }

    private static List<Map<String, @Nullable Object>> steps(Job job) {
        List<Map<String, @Nullable Object>> steps = new ArrayList<>();
        for (StepState step : job.steps()) {
            Shape shape = new Shape()
                    .with("name", step.name())
                    .with("number", steps.size())
                    .with("status", step.status());
            if (!step.conclusion().isEmpty()) {
                shape.with("conclusion", step.conclusion());
            }
            steps.add(shape.at("started_at", Instant.ofEpochSecond(step.started()))
                    .at("completed_at", Instant.ofEpochSecond(step.completed()))
                    .fields());
        }
        return steps;
    }
}
