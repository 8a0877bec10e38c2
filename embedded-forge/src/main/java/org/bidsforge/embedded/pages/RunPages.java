// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bidsforge.embedded.actions.Actions;
import org.bidsforge.embedded.store.Job;
import org.bidsforge.embedded.store.JobStatus;
import org.bidsforge.embedded.store.Run;
import org.bidsforge.embedded.store.StepState;
import org.bidsforge.embedded.store.StoredRepository;
import org.bidsforge.embedded.store.Tables;

/** Runs of workflows: the list, one run with its jobs, one job with its steps and log. */
final class RunPages {
    private static final int RUNS = 50;
    private static final int LOG_BYTES = 150_000;
    private static final int LOG_OF_RUN = 15_000;
    private static final int LOG_OF_STEP = 10_000;
    private static final int WHOLE_LOG = 64 << 20;

    private final Tables tables;
    private final Actions actions;

    RunPages(Pages.Parts parts) {
        this.tables = parts.tables();
        this.actions = parts.actions();
    }

    void addTo(Pages.PageRoutes routes) {
        routes.get("/{owner}/{repo}/actions", this::list)
                .get("/{owner}/{repo}/actions/runs/{run}", this::run)
                .get("/{owner}/{repo}/actions/runs/{run}/jobs/{job}", this::job)
                .get("/{owner}/{repo}/actions/runs/{run}/jobs/{job}/logs", this::log);
    }

    private void list(Visit visit) {
        StoredRepository repository = visit.repository();
        int page = visit.page();
        List<RunRow> rows = tables.runs().of(repository, RUNS, (page - 1) * RUNS).stream()
                .map(run -> RunRow.of(run, visit.times()))
                .toList();
        String path = "/" + repository.fullName() + "/actions";
        visit.show(
                "runs.jte",
                visit.frame("Runs", repository, Frame.Tab.RUNS),
                new RunsView(path, rows, Paging.of(page, tables.runs().count(repository), RUNS, path)));
    }

    private void run(Visit visit) throws IOException {
        Run run = find(visit);
        List<JobView> jobs = new ArrayList<>();
        for (Job job : tables.runs().jobs(run)) {
            boolean interesting =
                    !job.conclusion().equals("success") && job.started().getEpochSecond() != 0;
            jobs.add(view(visit, job, steps(visit, job, interesting ? LOG_OF_RUN : 0)));
        }
        visit.show(
                "run.jte",
                visit.frame(run.title(), run.repository(), Frame.Tab.RUNS),
                new RunView(RunRow.of(run, visit.times()), run.problem(), jobs, visit.here()));
    }

    private void job(Visit visit) throws IOException {
        Job job = findJob(visit);
        visit.show(
                "job.jte",
                visit.frame(job.name() + " · " + job.run().title(), job.run().repository(), Frame.Tab.RUNS),
                new JobPageView(
                        RunRow.of(job.run(), visit.times()),
                        view(visit, job, steps(visit, job, LOG_BYTES)),
                        visit.here()));
    }

    private void log(Visit visit) throws IOException {
        Job job = findJob(visit);
        Screen.secureForeign(visit.context());
        visit.context()
                .contentType("text/plain; charset=utf-8")
                .result(actions.logs().read(job, 0, Long.MAX_VALUE, WHOLE_LOG));
    }

    private JobView view(Visit visit, Job job, List<JobView.StepView> steps) {
        return new JobView(
                Badge.of(job.status(), job.conclusion()),
                job.name(),
                RunRow.path(job.run()) + "/jobs/" + job.id(),
                note(visit, job),
                steps);
    }

    /** The steps; those that matter most get the larger share of what is shown of the log. */
    private List<JobView.StepView> steps(Visit visit, Job job, int bytes) throws IOException {
        List<JobView.StepView> views = new ArrayList<>();
        List<StepState> steps = job.steps();
        int rest = bytes - LOG_OF_STEP * Math.min(steps.size(), bytes / LOG_OF_STEP / 2);
        for (int i = 0; i < steps.size(); i++) {
            StepState step = steps.get(i);
            boolean ran = step.started() != 0 && !step.conclusion().equals("skipped");
            boolean open = ran && !step.conclusion().equals("success");
            int share = open ? rest : Math.min(LOG_OF_STEP, bytes / Math.max(1, 2 * steps.size()));
            rest -= open ? share : 0;
            LogText log = ran && share > 0
                    ? LogText.tail(actions.logs().read(job, step.logFrom(), end(steps, i), share), share)
                    : new LogText(List.of());
            views.add(new JobView.StepView(
                    Badge.ofStep(step.status(), step.conclusion()),
                    step.name(),
                    visit.times().took(at(step.started()), at(step.completed())),
                    open,
                    log));
        }
        return views;
    }

    /** Where the log of the next step that ran begins. */
    private static long end(List<StepState> steps, int index) {
        return steps.subList(index + 1, steps.size()).stream()
                .filter(later -> later.started() != 0
                        && later.logFrom() > steps.get(index).logFrom())
                .mapToLong(StepState::logFrom)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private String note(Visit visit, Job job) {
        return switch (job.status()) {
            case BLOCKED -> "needs " + String.join(", ", job.needs());
            case QUEUED ->
                actions.accepts(job.labels())
                        ? "all places of the runner are taken"
                        : "no runner has the label " + String.join(", ", job.labels());
            case IN_PROGRESS -> "for " + visit.times().took(job.started(), job.completed()) + " so far";
            case COMPLETED -> "took " + visit.times().took(job.started(), job.completed());
        };
    }

    private static Instant at(long seconds) {
        return Instant.ofEpochSecond(seconds);
    }

    private Run find(Visit visit) {
        StoredRepository repository = visit.repository();
        return tables.runs().find(repository, visit.number("run")).orElseThrow(PageProblem::notFound);
    }

    private Job findJob(Visit visit) {
        Run run = find(visit);
        return tables.runs()
                .job(visit.number("job"))
                .filter(job -> job.run().id() == run.id())
                .orElseThrow(PageProblem::notFound);
    }

    /** Whether there is more to come, so that it pays to look again. */
    static boolean goesOn(JobStatus status) {
        return status != JobStatus.COMPLETED;
    }
}
