// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

package org.bidsforge.embedded.pages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bidsforge.embedded.actions.Actions;
import org.bidsforge.embedded.api.ApiProblem;
import org.bidsforge.embedded.store.Job;
import org.bidsforge.embedded.store.JobStatus;
import org.bidsforge.embedded.store.Run;
import org.bidsforge.embedded.store.StepState;
import org.bidsforge.embedded.store.StoredRepository;
import org.bidsforge.embedded.store.Tables;

/** Runs of workflows: the list, one run with its jobs, one job with its steps and log. */
final class RunPages {
    private static final int RUNS = 50;
    private static final int MAX_LOG = 100_000;

    private final Tables tables;
    private final Actions actions;
    private final RepositoryPages repositoryPages;
    private final Screen screen;

    RunPages(Tables tables, Actions actions, RepositoryPages repositoryPages, Screen screen) {
        this.tables = tables;
        this.actions = actions;
        this.repositoryPages = repositoryPages;
        this.screen = screen;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/{owner}/{repo}/actions", this::list);
        routes.get("/{owner}/{repo}/actions/runs/{run}", this::run);
        routes.get("/{owner}/{repo}/actions/runs/{run}/jobs/{job}", this::job);
    }

    static Views.Check line(Run run) {
        return new Views.Check(
                Badge.of(run.status(), run.conclusion()),
                run.workflow() + " " + run.number(),
                run.title() + ", " + run.event() + " on " + run.refName(),
                path(run));
    }

    static long number(Context context, String parameter) {
        String text = context.pathParam(parameter);
        if (!text.matches("[0-9]{1,15}")) {
            throw ApiProblem.notFound();
        }
        return Long.parseLong(text);
    }

    private void list(Context context) {
        StoredRepository repository = repositoryPages.find(context);
        List<Views.Check> runs = tables.runs().of(repository).stream()
                .limit(RUNS)
                .map(RunPages::line)
                .toList();
        screen.show(context, "runs.jte", screen.frame(context, repository, "Runs"), Map.of("runs", runs));
    }

    private void run(Context context) {
        Run run = find(context);
        List<Views.Check> jobs = new ArrayList<>();
        for (Job job : tables.runs().jobs(run)) {
            jobs.add(new Views.Check(
                    Badge.of(job.status(), job.conclusion()),
                    job.name(),
                    note(job),
                    path(run) + "/jobs/" + job.id()));
        }
        Map<String, Object> model = new HashMap<>();
        model.put("run", run);
        model.put("badge", Badge.of(run.status(), run.conclusion()));
        model.put("started", RepositoryPages.when(run.created()));
        model.put("jobs", jobs);
        model.put("commitPath", "/" + run.repository().fullName() + "/commit/" + run.sha());
        screen.show(context, "run.jte", frame(context, run, run.workflow() + " " + run.number()), model);
    }

    private void job(Context context) throws IOException {
        Run run = find(context);
        long id = number(context, "job");
        Job job = tables.runs()
                .job(id)
                .filter(found -> found.run().id() == run.id())
                .orElseThrow(ApiProblem::notFound);
        Map<String, Object> model = new HashMap<>();
        model.put("badge", Badge.of(job.status(), job.conclusion()));
        model.put("note", note(job));
        model.put("ended", job.status() == JobStatus.COMPLETED);
        model.put("steps", steps(job));
        model.put("logPath", "/api/v1/repos/" + run.repository().fullName() + "/actions/jobs/" + job.id() + "/logs");
        model.put("path", path(run) + "/jobs/" + job.id());
        Frame.Crumb crumb = new Frame.Crumb(run.workflow() + " " + run.number(), path(run));
        screen.show(context, "job.jte", frame(context, run, job.name(), crumb), model);
    }

    private List<Views.StepView> steps(Job job) throws IOException {
        List<Views.StepView> views = new ArrayList<>();
        List<StepState> steps = job.steps();
        int share = MAX_LOG / Math.max(1, steps.size());
        for (int i = 0; i < steps.size(); i++) {
            StepState step = steps.get(i);
            long end = Long.MAX_VALUE;
            for (StepState later : steps.subList(i + 1, steps.size())) {
                end = later.started() != 0 && later.logFrom() > 0 ? Math.min(end, later.logFrom()) : end;
            }
            boolean ran = step.started() != 0 && !step.conclusion().equals("skipped");
            String log = ran ? actions.logs().read(job, step.logFrom(), end, share) : "";
            boolean open = !step.conclusion().equals("success");
            views.add(new Views.StepView(
                    Badge.ofStep(step.status(), step.conclusion()), step.name(), took(step), open, log));
        }
        return views;
    }

    private String note(Job job) {
        return switch (job.status()) {
            case BLOCKED -> "needs " + String.join(", ", job.needs());
            case QUEUED -> actions.accepts(job.labels())
                    ? "a place on the runner is not free yet"
                    : "no runner has the label " + String.join(", ", job.labels());
            case IN_PROGRESS -> "for " + seconds(job.started().getEpochSecond(), Instant.now().getEpochSecond());
            case COMPLETED -> "after " + seconds(job.started().getEpochSecond(), job.completed().getEpochSecond());
        };
    }

    private static String took(StepState step) {
        if (step.started() == 0) {
            return "";
        }
        return seconds(step.started(), step.completed() == 0 ? Instant.now().getEpochSecond() : step.completed());
    }

    private static String seconds(long from, long to) {
        return Math.max(0, to - from) + " s";
    }

    private Frame frame(Context context, Run run, String title, Frame.Crumb... more) {
        Frame.Crumb[] crumbs = new Frame.Crumb[more.length + 1];
        crumbs[0] = new Frame.Crumb("Runs", "/" + run.repository().fullName() + "/actions");
        System.arraycopy(more, 0, crumbs, 1, more.length);
        return screen.frame(context, run.repository(), title, crumbs);
    }

    private Run find(Context context) {
        StoredRepository repository = repositoryPages.find(context);
        return tables.runs().find(repository, number(context, "run")).orElseThrow(ApiProblem::notFound);
    }

    private static String path(Run run) {
        return "/" + run.repository().fullName() + "/actions/runs/" + run.id();
    }
}
