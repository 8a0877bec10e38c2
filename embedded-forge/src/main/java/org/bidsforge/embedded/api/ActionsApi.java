// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bidsforge.embedded.actions.Actions;
import org.bidsforge.embedded.store.Job;
import org.bidsforge.embedded.store.JobStatus;
import org.bidsforge.embedded.store.Run;
import org.bidsforge.embedded.store.Runs;
import org.bidsforge.embedded.store.StoredRepository;
import org.bidsforge.embedded.store.Tables;
import org.bidsforge.embedded.wire.Links;
import org.bidsforge.embedded.wire.RunJson;
import org.bidsforge.embedded.wire.Shape;

/** Workflows, their runs and jobs. */
final class ActionsApi {
    private static final int MAX_LOG = 64 << 20;

    private final Tables tables;
    private final Actions actions;
    private final Links links;
    private final RunJson json;

    ActionsApi(Tables tables, Actions actions, Links links) {
        this.tables = tables;
        this.actions = actions;
        this.links = links;
        this.json = new RunJson(links, tables);
    }

    void addTo(Router router) {
        router.get(Router.in("/actions/workflows"), this::workflows)
                .get(Router.in("/actions/workflows/{file}"), this::workflow)
                .post(Router.in("/actions/workflows/{file}/dispatches"), this::dispatch)
                .get(Router.in("/actions/workflows/{file}/runs"), this::runs)
                .get(Router.in("/actions/runs"), this::runs)
                .get(Router.in("/actions/runs/{run}"), call -> call.answer(200, json.of(run(call, call.readable()))))
                .get(Router.in("/actions/runs/{run}/jobs"), this::jobs)
                .post(Router.in("/actions/runs/{run}/cancel"), this::cancel)
                .get(Router.in("/actions/jobs/{job}"), call -> call.answer(200, json.of(job(call))))
                .get(Router.in("/actions/jobs/{job}/logs"), this::log);
    }

    private void workflows(Call call) {
        StoredRepository repository = call.readable();
        List<Actions.Entry> workflows = actions.workflows(repository);
        call.answer(
                200,
                new Shape()
                        .with(
                                "workflows",
                                workflows.stream()
                                        .map(entry -> json.workflow(repository, entry.file(), entry.name())
                                                .fields())
                                        .toList())
                        .with("total_count", workflows.size()));
    }

    private void workflow(Call call) {
        StoredRepository repository = call.readable();
        Actions.Entry entry = actions.workflows(repository).stream()
                .filter(candidate -> candidate.file().equals(call.parameter("file")))
                .findFirst()
                .orElseThrow(() -> ApiProblem.of(404, missing(call)));
        call.answer(200, json.workflow(repository, entry.file(), entry.name()));
    }

    private void dispatch(Call call) {
        StoredRepository repository = call.writable();
        JsonNode body = call.body();
        String ref = call.required(body, "ref");
        Optional<Run> run =
                actions.dispatch(repository, call.actor(), call.parameter("file"), ref, body.path("inputs"));
        Run started = run.orElseThrow(() -> ApiProblem.of(404, missing(call)));
        if (call.flag("return_run_details")) {
            // Gitea from 1.27 on.
            call.answer(
                    200,
                    new Shape()
                            .with("workflow_run_id", started.id())
                            .with("run_url", links.api(repository) + "/actions/runs/" + started.id())
                            .with("html_url", links.run(started)));
            return;
        }
        call.answer(204);
    }

    private void runs(Call call) {
        StoredRepository repository = call.readable();
        boolean ofOne = call.context().pathParamMap().containsKey("file");
        Runs.Filter filter = new Runs.Filter(
                ofOne ? call.parameter("file") : "",
                call.query("event"),
                call.query("branch"),
                call.query("head_sha"),
                call.query("actor"),
                call.context().queryParams("status"));
        int total = tables.runs().count(repository, filter);
        Page page = Page.of(call);
        page.tell(call, total);
        List<Run> runs = tables.runs().of(repository, filter, page.size(), page.offset());
        call.answer(
                200,
                new Shape()
                        .with(
                                "workflow_runs",
                                runs.stream().map(run -> json.of(run).fields()).toList())
                        .with("total_count", total));
    }

    private void jobs(Call call) {
        List<Job> jobs = tables.runs().jobs(run(call, call.readable()));
        Page page = Page.of(call);
        page.tell(call, jobs.size());
        call.answer(
                200,
                new Shape()
                        .with(
                                "jobs",
                                page.cut(jobs).stream()
                                        .map(job -> json.of(job).fields())
                                        .toList())
                        .with("total_count", jobs.size()));
    }

    private void cancel(Call call) {
        Run run = run(call, call.writable());
        if (run.status() == JobStatus.COMPLETED) {
            throw ApiProblem.of(409, "the run has ended already");
        }
        actions.cancel(run);
        call.answer(200);
    }

    private void log(Call call) throws IOException {
        Job job = job(call);
        call.context()
                .header("X-Content-Type-Options", "nosniff")
                .contentType("text/plain; charset=utf-8")
                .result(actions.logs().read(job, 0, Long.MAX_VALUE, MAX_LOG));
    }

    private Run run(Call call, StoredRepository repository) {
        return tables.runs()
                .find(repository, call.number("run"))
                .orElseThrow(() ->
                        ApiProblem.notFound("run with id " + call.parameter("run") + ": resource does not exist"));
    }

    private Job job(Call call) {
        StoredRepository repository = call.readable();
        return tables.runs()
                .job(call.number("job"))
                .filter(job -> job.run().repository().id() == repository.id())
                .orElseThrow(() ->
                        ApiProblem.notFound("job with id " + call.parameter("job") + ": resource does not exist"));
    }

    private static String missing(Call call) {
        return "workflow \"" + call.parameter("file") + "\" doesn't exist";
    }
}
