// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.work;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.bidsforge.core.pipeline.Pipeline;
import org.bidsforge.core.pipeline.RepositoryKind;
import org.bidsforge.forge.Run;
import org.bidsforge.forge.RunState;
import org.bidsforge.forge.Runs;
import org.bidsforge.service.database.Database;
import org.bidsforge.service.database.Sql;

/**
 * Lets a job that shows a ticket have its work. The ticket alone is not enough: the forge must say
 * that the run is in progress, of our workflow, in the study's own repository, started by dispatch.
 */
public final class Claims {
    private final Database database;
    private final Runs runs;
    private final Clock clock;

    public Claims(Database database, Runs runs, Clock clock) {
        this.database = database;
        this.runs = runs;
        this.clock = clock;
    }

    /** What a claim opens. */
    public record Granted(Work work, Token reportToken) {}

    /** A token that may report for one stage of one run. */
    public record Reporter(Work work, String stage) {}

    /** Nothing for anything that is not exactly right; why is for the log only. */
    Optional<Granted> claim(Token ticket, String stage, long runId) throws IOException {
        Optional<Work> found = database.read(connection -> WorkLedger.byTicket(connection, ticket));
        if (found.isEmpty() || !found.get().live() || Pipeline.stage(stage).isEmpty()) {
            return Optional.empty();
        }
        Work work = found.get();
        String run = Long.toString(runId);
        if (!work.runId().isEmpty() && !work.runId().equals(run)) {
            return Optional.empty();
        }
        Optional<Run> seen = runs.find(work.target().study().repository(RepositoryKind.BIDS), runId);
        if (seen.filter(Claims::isOurs).isEmpty()) {
            return Optional.empty();
        }
        Token reportToken = ticket.derive("report " + stage);
        boolean bound = bind(work, stage, run, seen.get(), reportToken);
        return bound ? Optional.of(new Granted(work, reportToken)) : Optional.empty();
    }

    /** Whom a report token belongs to, also after the run ended: a report may be late. */
    Optional<Reporter> reporter(Token reportToken) throws IOException {
        return database.read(connection -> {
            Optional<ClaimRow> row = Sql.of(
                            "SELECT work_id, stage FROM claim WHERE report_hash = ?", reportToken.hash())
                    .first(connection, one -> new ClaimRow(one.getLong(1), one.getString(2)));
            if (row.isEmpty()) {
                return Optional.empty();
            }
            return WorkLedger.byId(connection, row.get().workId())
                    .map(work -> new Reporter(work, row.get().stage()));
        });
    }

    private static boolean isOurs(Run run) {
        return run.state() == RunState.RUNNING
                && run.workflow().equals(Pipeline.WORKFLOW_FILE)
                && run.event().equals("workflow_dispatch");
    }

    /** The first claim ties the ticket to its run; a claim that lost the race against another run gets nothing. */
    private boolean bind(Work work, String stage, String runId, Run run, Token reportToken) throws IOException {
        long now = clock.millis();
        return database.write(connection -> {
            int bound = Sql.of(
                            "UPDATE work SET run_id = ?, run_url = ?, state = 'RUNNING', updated = ? WHERE id = ?"
                                    + " AND state IN ('DISPATCHING', 'RUNNING') AND run_id IN ('', ?)",
                            runId,
                            run.page().toString(),
                            now,
                            work.id(),
                            runId)
                    .change(connection);
            if (bound == 0) {
                return false;
            }
            Sql.of(
                            "INSERT INTO claim (work_id, stage, run_id, report_hash, claimed) VALUES (?, ?, ?, ?, ?)"
                                    + " ON CONFLICT (work_id, stage) DO NOTHING",
                            work.id(),
                            stage,
                            runId,
                            reportToken.hash(),
                            now)
                    .change(connection);
            return true;
        });
    }

    private record ClaimRow(long workId, String stage) {}
}
