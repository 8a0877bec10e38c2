// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.work;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.service.database.Database;
import org.bidsforge.service.database.Sql;

/** The runs that were dispatched. Losing it loses no data: what is still undone is dispatched again. */
public final class WorkLedger {
    private static final String COLUMNS =
            "SELECT id, study, session, source_commit, source_tree, branch_head, dev_head, cause, attempt, state,"
                    + " outcome, reason, run_id, run_url, created, updated, not_before FROM work ";

    private final Database database;
    private final Clock clock;

    public WorkLedger(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A row and the ticket that its run may show; the ticket exists nowhere else. */
    public record Opened(Work work, Token ticket) {}

    /** Writes down that a run is about to be dispatched; earlier ones of the session lose their tickets. */
    public Opened open(Target target, Cause cause) throws IOException {
        Token ticket = Token.random();
        long now = clock.millis();
        Work work = database.write(connection -> {
            List<Work> earlier = of(connection, target.study(), target.session());
            int attempt = 1
                    + (int) earlier.stream()
                            .filter(one -> one.cause() == cause && target.same(one.target(), cause))
                            .filter(one -> cause != Cause.REDO)
                            .count();
            abandonLive(connection, target, now);
            insert(connection, target, cause, attempt, ticket, now);
            return byTicket(connection, ticket).orElseThrow();
        });
        return new Opened(work, ticket);
    }

    /** How many runs were started for this target and cause. */
    public int attempts(Target target, Cause cause) throws IOException {
        return (int) database.read(connection -> of(connection, target.study(), target.session())).stream()
                .filter(one -> one.cause() == cause && target.same(one.target(), cause))
                .count();
    }

    /** The forge took it. The number may be unknown until the run shows its ticket. */
    public void dispatched(long id, String runId, String runUrl) throws IOException {
        database.write(Sql.of(
                "UPDATE work SET state = 'RUNNING', run_id = CASE WHEN run_id = '' THEN ? ELSE run_id END,"
                        + " run_url = CASE WHEN run_url = '' THEN ? ELSE run_url END, updated = ?"
                        + " WHERE id = ? AND state IN ('DISPATCHING', 'RUNNING')",
                runId,
                runUrl,
                clock.millis(),
                id)::change);
    }

    public void finish(long id, Work.Verdict verdict, String reason, Instant notBefore) throws IOException {
        database.write(Sql.of(
                "UPDATE work SET state = 'FINISHED', outcome = ?, reason = ?, not_before = ?, updated = ?"
                        + " WHERE id = ? AND state IN ('DISPATCHING', 'RUNNING')",
                verdict.name(),
                reason,
                notBefore.toEpochMilli(),
                clock.millis(),
                id)::change);
    }

    /** All runs of a session, the latest first. */
    public List<Work> of(StudyName study, SessionName session) throws IOException {
        return database.read(connection -> of(connection, study, session));
    }

    /** The latest run of each session of a study. */
    public List<Work> latest(StudyName study) throws IOException {
        return database.read(connection -> Sql.of(
                        COLUMNS + "WHERE id IN (SELECT MAX(id) FROM work WHERE study = ? GROUP BY session)",
                        study.toString())
                .list(connection, WorkLedger::work));
    }

    public Optional<Work> ofRun(StudyName study, String runId) throws IOException {
        return database.read(connection -> Sql.of(
                        COLUMNS + "WHERE study = ? AND run_id = ? ORDER BY id DESC", study.toString(), runId)
                .first(connection, WorkLedger::work));
    }

    /** Sessions whose time to be looked at came: a failed run may be tried again, or a dispatch has no answer. */
    public List<Work> due(Instant since, Instant now, Duration unanswered) throws IOException {
        return database.read(connection -> Sql.of(
                        COLUMNS + "WHERE (state = 'FINISHED' AND outcome = ? AND not_before > ? AND not_before <= ?)"
                                + " OR (state = 'DISPATCHING' AND updated > ? AND updated <= ?)",
                        Work.Verdict.FAILED_BY_SYSTEM.name(),
                        since.toEpochMilli(),
                        now.toEpochMilli(),
                        since.minus(unanswered).toEpochMilli(),
                        now.minus(unanswered).toEpochMilli())
                .list(connection, WorkLedger::work));
    }

    public long live() throws IOException {
        return database.read(Sql.of("SELECT COUNT(*) FROM work WHERE state IN ('DISPATCHING', 'RUNNING')")::number);
    }

    /** Forgets all runs with their claims and reports, for a rebuild from the forge. */
    public void clear() throws IOException {
        database.write(connection -> Sql.of("DELETE FROM picture").change(connection)
                + Sql.of("DELETE FROM report").change(connection)
                + Sql.of("DELETE FROM claim").change(connection)
                + Sql.of("DELETE FROM work").change(connection));
    }

    static Optional<Work> byTicket(Connection connection, Token ticket) throws SQLException {
        return Sql.of(COLUMNS + "WHERE ticket_hash = ?", ticket.hash()).first(connection, WorkLedger::work);
    }

    static Optional<Work> byId(Connection connection, long id) throws SQLException {
        return Sql.of(COLUMNS + "WHERE id = ?", id).first(connection, WorkLedger::work);
    }

    private static List<Work> of(Connection connection, StudyName study, SessionName session) throws SQLException {
        return Sql.of(
                        COLUMNS + "WHERE study = ? AND session = ? ORDER BY id DESC",
                        study.toString(),
                        session.toString())
                .list(connection, WorkLedger::work);
    }

    private static void abandonLive(Connection connection, Target target, long now) throws SQLException {
        Sql.of(
                        "UPDATE work SET state = 'ABANDONED', reason = 'another run took its place', updated = ?"
                                + " WHERE study = ? AND session = ? AND state IN ('DISPATCHING', 'RUNNING')",
                        now,
                        target.study().toString(),
                        target.session().toString())
                .change(connection);
    }

    private static void insert(Connection connection, Target target, Cause cause, int attempt, Token ticket, long now)
            throws SQLException {
        Sql.of(
                        "INSERT INTO work (study, session, source_commit, source_tree, branch_head, dev_head, cause,"
                                + " attempt, state, outcome, reason, ticket_hash, run_id, run_url, created, updated,"
                                + " not_before) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'DISPATCHING', 'OPEN', '', ?, '', '',"
                                + " ?, ?, 0)",
                        target.study().toString(),
                        target.session().toString(),
                        target.sourceCommit(),
                        target.sourceTree(),
                        target.branchHead(),
                        target.devHead(),
                        cause.name(),
                        attempt,
                        ticket.hash(),
                        now,
                        now)
                .change(connection);
    }

    private static Work work(ResultSet row) throws SQLException {
        Target target = new Target(
                StudyName.parse(row.getString("study")),
                SessionName.parse(row.getString("session")),
                row.getString("source_commit"),
                row.getString("source_tree"),
                row.getString("branch_head"),
                row.getString("dev_head"));
        return new Work(
                row.getLong("id"),
                target,
                Cause.valueOf(row.getString("cause")),
                row.getInt("attempt"),
                WorkState.valueOf(row.getString("state")),
                Work.Verdict.valueOf(row.getString("outcome")),
                row.getString("reason"),
                row.getString("run_id"),
                row.getString("run_url"),
                Instant.ofEpochMilli(row.getLong("created")),
                Instant.ofEpochMilli(row.getLong("updated")),
                Instant.ofEpochMilli(row.getLong("not_before")));
    }
}
