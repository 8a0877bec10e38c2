// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Runs of workflows and their jobs. */
public final class Runs {
    private static final String COLUMNS = "select id, repository_id, number, file, workflow, source, title, event, ref,"
            + " sha, inputs, payload, actor_id, status, conclusion, problem, created, started, completed from run ";
    private static final String JOBS = "select id, run_id, key, name, labels, needs, status, conclusion, cancelled,"
            + " steps, pid, pid_started, tracking, created, started, completed from job ";

    private final Database database;
    private final Accounts accounts;
    private final Repositories repositories;

    public Runs(Database database, Accounts accounts, Repositories repositories) {
        this.database = database;
        this.accounts = accounts;
        this.repositories = repositories;
    }

    /** What a new run is made of. */
    public record New(
            String file,
            String workflow,
            String source,
            String title,
            String event,
            String ref,
            String sha,
            String inputs,
            String payload) {}

    public Run add(StoredRepository repository, Account actor, New run) {
        long number = 1 + database.count("select max(number) from run where repository_id = ?", repository.id());
        long id = database.insert(
                "insert into run(repository_id, number, file, workflow, source, title, event, ref, sha, inputs, payload,"
                        + " actor_id, status, conclusion, problem, created, started, completed)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', '', '', ?, 0, 0)",
                repository.id(),
                number,
                run.file(),
                run.workflow(),
                run.source(),
                run.title(),
                run.event(),
                run.ref(),
                run.sha(),
                run.inputs(),
                run.payload(),
                actor.id(),
                Moments.now().getEpochSecond());
        return get(id);
    }

    public Job addJob(Run run, String key, String name, List<String> labels, List<String> needs, List<String> steps) {
        JobStatus status = needs.isEmpty() ? JobStatus.QUEUED : JobStatus.BLOCKED;
        long id = database.insert(
                "insert into job(run_id, key, name, labels, needs, status, conclusion, cancelled, steps, pid,"
                        + " pid_started, tracking, created, started, completed)"
                        + " values (?, ?, ?, ?, ?, ?, '', 0, ?, 0, 0, ?, ?, 0, 0)",
                run.id(),
                key,
                name,
                Json.write(labels),
                Json.write(needs),
                status.column(),
                Json.write(steps.stream().map(StepState::queued).toList()),
                Tokens.random().value(),
                Moments.now().getEpochSecond());
        return job(id).orElseThrow();
    }

    public Run get(long id) {
        return database.first(this::read, COLUMNS + "where id = ?", id).orElseThrow();
    }

    public Optional<Run> find(StoredRepository repository, long id) {
        return database.first(this::read, COLUMNS + "where repository_id = ? and id = ?", repository.id(), id);
    }

    /** Newest first. */
    public List<Run> of(StoredRepository repository) {
        return database.list(this::read, COLUMNS + "where repository_id = ? order by id desc", repository.id());
    }

    /** Which runs are wanted; what is empty is not asked for. */
    public record Filter(String file, String event, String branch, String sha, String actor, List<String> states) {
        public Filter {
            states = List.copyOf(states);
        }

        private String where() {
            String states = String.join(", ", Collections.nCopies(this.states.size(), "?"));
            return "where repository_id = ? and ? in ('', file) and ? in ('', event)"
                    + " and (? = '' or ref in (?, 'refs/heads/' || ?, 'refs/tags/' || ?)) and ? in ('', sha)"
                    + " and (? = '' or actor_id in (select id from account where name = ?))"
                    + (this.states.isEmpty()
                            ? ""
                            : " and (status in (" + states + ") or conclusion in (" + states + "))");
        }

        private List<Object> arguments(StoredRepository repository) {
            List<Object> arguments = new ArrayList<>(
                    List.of(repository.id(), file, event, branch, branch, branch, branch, sha, actor, actor));
            // What waits for other jobs is "waiting" for the API.
            states.forEach(state -> arguments.add(state.equals("waiting") ? "blocked" : state));
            arguments.addAll(states);
            return arguments;
        }
    }

    /** A part of the wanted runs, newest first. */
    public List<Run> of(StoredRepository repository, Filter filter, int limit, int offset) {
        List<Object> arguments = filter.arguments(repository);
        arguments.add(limit);
        arguments.add(offset);
        return database.list(
                this::read, COLUMNS + filter.where() + " order by id desc limit ? offset ?", arguments.toArray());
    }

    public int count(StoredRepository repository, Filter filter) {
        return (int) database.count(
                "select count(*) from run " + filter.where(),
                filter.arguments(repository).toArray());
    }

    /** A part of the same list. */
    public List<Run> of(StoredRepository repository, int limit, int offset) {
        return database.list(
                this::read,
                COLUMNS + "where repository_id = ? order by id desc limit ? offset ?",
                repository.id(),
                limit,
                offset);
    }

    public long count(StoredRepository repository) {
        return database.count("select count(*) from run where repository_id = ?", repository.id());
    }

    public List<Run> of(StoredRepository repository, String sha) {
        return database.list(
                this::read, COLUMNS + "where repository_id = ? and sha = ? order by id desc", repository.id(), sha);
    }

    public Optional<Job> job(long id) {
        return database.first(this::readJob, JOBS + "where id = ?", id);
    }

    public List<Job> jobs(Run run) {
        return database.list(this::readJob, JOBS + "where run_id = ? order by id", run.id());
    }

    /** Oldest first. */
    public List<Job> jobs(JobStatus status) {
        return database.list(this::readJob, JOBS + "where status = ? order by id", status.column());
    }

    public Run title(Run run, String title) {
        database.update("update run set title = ? where id = ?", title, run.id());
        return get(run.id());
    }

    public Run status(Run run, JobStatus status, String conclusion) {
        long now = Moments.now().getEpochSecond();
        database.update(
                "update run set status = ?, conclusion = ?,"
                        + " started = case when started = 0 and ? in ('in_progress', 'completed') then ? else started end,"
                        + " completed = case when ? = 'completed' then ? else 0 end where id = ?",
                status.column(),
                conclusion,
                status.column(),
                now,
                status.column(),
                now,
                run.id());
        return get(run.id());
    }

    public Run problem(Run run, String problem) {
        database.update("update run set problem = ? where id = ?", problem, run.id());
        return status(get(run.id()), JobStatus.COMPLETED, "failure");
    }

    public Job jobStatus(Job job, JobStatus status, String conclusion) {
        long now = Moments.now().getEpochSecond();
        database.update(
                "update job set status = ?, conclusion = ?,"
                        + " started = case when started = 0 and ? in ('in_progress', 'completed') then ? else started end,"
                        + " completed = case when ? = 'completed' then ? else 0 end where id = ?",
                status.column(),
                conclusion,
                status.column(),
                now,
                status.column(),
                now,
                job.id());
        return job(job.id()).orElseThrow();
    }

    public void steps(Job job, List<StepState> steps) {
        database.update("update job set steps = ? where id = ?", Json.write(steps), job.id());
    }

    public void process(Job job, long pid, long started) {
        database.update("update job set pid = ?, pid_started = ? where id = ?", pid, started, job.id());
    }

    public void cancel(Job job) {
        database.update("update job set cancelled = 1 where id = ?", job.id());
    }

    private Run read(ResultSet row) throws SQLException {
        return new Run(
                row.getLong(1),
                repositories.get(row.getLong(2)),
                row.getLong(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                row.getString(11),
                row.getString(12),
                accounts.get(row.getLong(13)),
                JobStatus.of(row.getString(14)),
                row.getString(15),
                row.getString(16),
                Moments.of(row.getLong(17)),
                Moments.of(row.getLong(18)),
                Moments.of(row.getLong(19)));
    }

    private Job readJob(ResultSet row) throws SQLException {
        List<StepState> steps = new ArrayList<>();
        for (JsonNode step : Json.tree(row.getString(10))) {
            steps.add(Json.read(step.toString(), StepState.class));
        }
        return new Job(
                row.getLong(1),
                get(row.getLong(2)),
                row.getString(3),
                row.getString(4),
                Json.strings(row.getString(5)),
                Json.strings(row.getString(6)),
                JobStatus.of(row.getString(7)),
                row.getString(8),
                row.getBoolean(9),
                steps,
                row.getLong(11),
                row.getLong(12),
                row.getString(13),
                Moments.of(row.getLong(14)),
                Moments.of(row.getLong(15)),
                Moments.of(row.getLong(16)));
    }
}
