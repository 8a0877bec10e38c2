// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.gitea;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.bidsforge.core.pipeline.RepositoryName;
import org.bidsforge.forge.ForgeException;
import org.bidsforge.forge.Job;
import org.bidsforge.forge.Run;
import org.bidsforge.forge.RunQuery;
import org.bidsforge.forge.RunState;
import org.bidsforge.forge.Runs;
import org.jspecify.annotations.Nullable;

/** Runs and jobs of Gitea Actions. */
final class GiteaRuns implements Runs {
    private static final int LONGEST_LOG = 1 << 20;

    private final Wire wire;
    private final FreshBranch fresh;

    GiteaRuns(Wire wire) {
        this.wire = wire;
        this.fresh = new FreshBranch(wire);
    }

    private record Started(@JsonProperty("workflow_run_id") long id) {}

    private record RunPage(
            @JsonProperty("workflow_runs") @Nullable List<RunEntry> runs) {
        List<RunEntry> entries() {
            return runs == null ? List.of() : runs;
        }
    }

    private record JobPage(@Nullable List<JobEntry> jobs) {
        List<JobEntry> entries() {
            return jobs == null ? List.of() : jobs;
        }
    }

    private record RunEntry(
            long id,
            @JsonProperty("run_attempt") int attempt,
            String path,
            @Nullable String event,
            @JsonProperty("head_branch") @Nullable String branch,
            @JsonProperty("head_sha") String commit,
            @Nullable String status,
            @Nullable String conclusion,
            @JsonProperty("started_at") @Nullable String started,
            @JsonProperty("completed_at") @Nullable String completed,
            @JsonProperty("html_url") @Nullable String page) {}

    private record JobEntry(
            long id,
            @JsonProperty("run_id") long run,
            @JsonProperty("run_attempt") int attempt,
            String name,
            @Nullable String status,
            @Nullable String conclusion,
            @JsonProperty("started_at") @Nullable String started,
            @JsonProperty("completed_at") @Nullable String completed,
            @JsonProperty("html_url") @Nullable String page) {}

    @Override
    public OptionalLong dispatch(RepositoryName repository, String workflow, String branch, Map<String, String> inputs)
            throws ForgeException {
        String target = repository + " " + workflow + " on " + branch;
        if (!fresh.isKnown(repository, branch)) {
            throw ForgeException.answered("start workflow", target, 404, "no such branch");
        }
        String path =
                Wire.path(repository, "actions", "workflows", workflow, "dispatches") + "?return_run_details=true";
        Map<String, Object> body = Map.of("ref", "refs/heads/" + branch, "inputs", inputs);
        Call call = Call.post(path, body, "start workflow", target).repeated(Call.Repeat.NEVER);
        Answer answer = wire.send(call).orThrow();
        return answer.status() == 200 ? OptionalLong.of(answer.as(Started.class).id()) : OptionalLong.empty();
    }

    @Override
    public List<Run> list(RepositoryName repository, RunQuery query) throws ForgeException {
        List<String> filters = new ArrayList<>();
        query.branch().ifPresent(branch -> filters.add("branch=" + Wire.encode(branch)));
        query.headCommit().ifPresent(commit -> filters.add("head_sha=" + Wire.encode(commit)));
        if (query.unfinished()) {
            // Gitea's "waiting" is what others call blocked.
            filters.add("status=queued&status=waiting&status=in_progress");
        }
        String path =
                Wire.path(repository, "actions", "runs") + (filters.isEmpty() ? "" : "?" + String.join("&", filters));
        Call call = Call.get(path, "list runs of", repository.fullName());
        return wire.pages(call, RunPage.class, RunPage::entries, query.limit()).stream()
                .map(this::toRun)
                .filter(run -> !query.unfinished() || !run.state().isFinal())
                .toList();
    }

    @Override
    public Optional<Run> find(RepositoryName repository, long id) throws ForgeException {
        String path = Wire.path(repository, "actions", "runs", Long.toString(id));
        return wire.find(Call.get(path, "look for run", repository + " " + id), RunEntry.class)
                .map(this::toRun);
    }

    @Override
    public List<Job> jobs(RepositoryName repository, long runId) throws ForgeException {
        String path = Wire.path(repository, "actions", "runs", Long.toString(runId), "jobs");
        Call call = Call.get(path, "list the jobs of run", repository + " " + runId);
        try {
            return wire.pages(call, JobPage.class, JobPage::entries, Integer.MAX_VALUE).stream()
                    .map(this::toJob)
                    .toList();
        } catch (ForgeException e) {
            // Gitea 1.26 answers with an empty list instead.
            if (e.status().orElse(0) == 404) {
                return List.of();
            }
            throw e;
        }
    }

    @Override
    public Optional<String> log(RepositoryName repository, long jobId) throws ForgeException {
        String path = Wire.path(repository, "actions", "jobs", Long.toString(jobId), "logs");
        Call call = Call.get(path, "read the log of job", repository + " " + jobId);
        Answer answer = wire.send(call, BoundedBody.last(LONGEST_LOG));
        return answer.status() == 404
                ? Optional.empty()
                : Optional.of(answer.orThrow().text());
    }

    private Run toRun(RunEntry entry) {
        return new Run(
                entry.id(),
                Math.max(1, entry.attempt()),
                workflow(entry.path()),
                entry.event() == null ? "" : entry.event(),
                entry.branch() == null ? "" : entry.branch(),
                entry.commit(),
                state(entry.status(), entry.conclusion()),
                time(entry.started()),
                time(entry.completed()),
                page(entry.page()));
    }

    private Job toJob(JobEntry entry) {
        return new Job(
                entry.id(),
                entry.run(),
                Math.max(1, entry.attempt()),
                entry.name(),
                state(entry.status(), entry.conclusion()),
                time(entry.started()),
                time(entry.completed()),
                page(entry.page()));
    }

    private URI page(@Nullable String link) {
        return wire.link(link).orElse(wire.base());
    }

    /** {@code convert.yml@refs/heads/main}, or with its folder, to {@code convert.yml}. */
    private static String workflow(String path) {
        int at = path.indexOf('@');
        String file = at < 0 ? path : path.substring(0, at);
        return file.substring(file.lastIndexOf('/') + 1);
    }

    private static RunState state(@Nullable String status, @Nullable String conclusion) {
        if ("in_progress".equals(status)) {
            return RunState.RUNNING;
        }
        if (!"completed".equals(status)) {
            return RunState.QUEUED;
        }
        return switch (conclusion == null ? "" : conclusion) {
            case "success" -> RunState.SUCCESS;
            case "skipped" -> RunState.SKIPPED;
            case "cancelled" -> RunState.CANCELLED;
            default -> RunState.FAILURE;
        };
    }

    private static Optional<Instant> time(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            // Not set is written as the year 1 or as the epoch.
            return time.getEpochSecond() > 0 ? Optional.of(time) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
