// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.core.pipeline.Outcome;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.StageReport;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.service.database.Database;
import org.bidsforge.service.database.Sql;
import org.bidsforge.service.database.SteppedClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the ledger of runs does on every database. */
abstract class WorkLedgerContract {
    private static final StudyName STUDY = StudyName.parse("lab/one");
    private static final SessionName SESSION = SessionName.parse("sub-01_ses-01");
    private static final Target TARGET = new Target(STUDY, SESSION, "c0ffee", "tree1", "", "dev1");

    private final SteppedClock clock = new SteppedClock();
    private Database database;
    private WorkLedger ledger;

    abstract Database open() throws Exception;

    @BeforeEach
    void prepare() throws Exception {
        database = open();
        ledger = new WorkLedger(database, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void writesARunDownBeforeTheForgeIsCalled() throws Exception {
        Work work = ledger.open(TARGET, Cause.SOURCE).work();

        assertThat(work.state()).isEqualTo(WorkState.DISPATCHING);
        assertThat(work.attempt()).isEqualTo(1);
        assertThat(ledger.live()).isEqualTo(1);
    }

    @Test
    void keepsNoTicketInTheClear() throws Exception {
        Token ticket = ledger.open(TARGET, Cause.SOURCE).ticket();

        String stored = database.read(connection -> Sql.of("SELECT ticket_hash FROM work")
                .first(connection, row -> row.getString(1))
                .orElseThrow());
        assertThat(stored).hasSize(64).isNotEqualTo(ticket.text());
        assertThat(ticket).hasToString("***");
    }

    @Test
    void countsAttemptsPerTarget() throws Exception {
        ledger.open(TARGET, Cause.SOURCE);
        ledger.open(TARGET, Cause.SOURCE);
        Target newer = new Target(STUDY, SESSION, "c0ffef", "tree2", "", "dev1");

        assertThat(ledger.open(TARGET, Cause.SOURCE).work().attempt()).isEqualTo(3);
        assertThat(ledger.open(newer, Cause.SOURCE).work().attempt()).isEqualTo(1);
    }

    @Test
    void voidsTheTicketOfAnEarlierRunOfTheSession() throws Exception {
        WorkLedger.Opened first = ledger.open(TARGET, Cause.SOURCE);
        ledger.open(TARGET, Cause.SOURCE);

        Optional<Work> found = database.read(connection -> WorkLedger.byTicket(connection, first.ticket()));
        assertThat(found.orElseThrow().live()).isFalse();
    }

    @Test
    void keepsTheFirstRunNumberThatItHeardOf() throws Exception {
        Work work = ledger.open(TARGET, Cause.SOURCE).work();
        ledger.dispatched(work.id(), "17", "http://forge/run/17");
        ledger.dispatched(work.id(), "18", "http://forge/run/18");

        assertThat(ledger.ofRun(STUDY, "17")).isPresent();
        assertThat(ledger.ofRun(STUDY, "18")).isEmpty();
    }

    @Test
    void tellsWhoseTimeHasCome() throws Exception {
        Work work = ledger.open(TARGET, Cause.SOURCE).work();
        Instant again = clock.instant().plusSeconds(5);
        ledger.finish(work.id(), Work.Verdict.FAILED_BY_SYSTEM, "away", again);
        Instant before = clock.instant();

        assertThat(ledger.due(before, before.plusSeconds(4), Duration.ofSeconds(20)))
                .isEmpty();
        assertThat(ledger.due(before, before.plusSeconds(5), Duration.ofSeconds(20)))
                .hasSize(1);
        assertThat(ledger.due(before.plusSeconds(5), before.plusSeconds(9), Duration.ofSeconds(20)))
                .isEmpty();
    }

    @Test
    void tellsOfADispatchThatNobodyAnswered() throws Exception {
        ledger.open(TARGET, Cause.SOURCE);
        Instant start = clock.instant();

        assertThat(ledger.due(start, start.plusSeconds(19), Duration.ofSeconds(20)))
                .isEmpty();
        assertThat(ledger.due(start.plusSeconds(19), start.plusSeconds(20), Duration.ofSeconds(20)))
                .hasSize(1);
    }

    @Test
    void filesAReportOnceHoweverOftenItComes() throws Exception {
        Reports reports = new Reports(database, clock);
        Work work = ledger.open(TARGET, Cause.SOURCE).work();
        StageReport report = new StageReport(
                "convert",
                STUDY.toString(),
                SESSION.toString(),
                "c0ffee",
                "",
                Outcome.OK,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "all well");

        reports.file(work, report);
        reports.file(work, report);

        assertThat(reports.of(STUDY, SESSION)).containsExactly(new Reports.Filed(work.id(), report));
    }

    @Test
    void forgetsAllForARebuild() throws Exception {
        ledger.open(TARGET, Cause.SOURCE);
        ledger.clear();

        assertThat(ledger.of(STUDY, SESSION)).isEmpty();
    }
}
