// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.pages;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bidsforge.core.pages.State;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.service.intake.SpooledSession;
import org.bidsforge.service.sessions.Cell;
import org.bidsforge.service.sessions.Portrait;
import org.bidsforge.service.sessions.SessionStates;
import org.bidsforge.service.sessions.Standing;

/**
 * A session on the board.
 *
 * @param link its page, empty for one that has none yet
 */
public record BoardRow(
        String title, String study, String link, Standing standing, List<Cell> cells, String note, Instant since) {
    public BoardRow {
        cells = List.copyOf(cells);
    }

    static BoardRow of(SessionStates.Entry entry) {
        Portrait portrait = entry.portrait();
        return new BoardRow(
                entry.session().toString(),
                entry.study().toString(),
                SessionLink.of(entry.study(), entry.session()),
                portrait.standing(),
                portrait.cells(),
                portrait.sentence(),
                entry.since());
    }

    /** One that is still in an intake's spool. */
    static BoardRow of(SpooledSession spooled) {
        List<Cell> cells = new ArrayList<>();
        long since = spooled.since().toEpochMilli();
        cells.add(new Cell("received", received(spooled), arrival(spooled), since, ""));
        Portrait.STEPS.stream()
                .skip(1)
                .map(step -> new Cell(step, State.WAIT, "waits for the intake", since, ""))
                .forEach(cells::add);
        return new BoardRow(
                spooled.session().map(SessionName::toString).orElse("not named yet"),
                spooled.study().map(StudyName::toString).orElse("study not known yet"),
                "",
                spooled.held() ? Standing.NEEDS_YOU : Standing.RUNNING,
                cells,
                arrival(spooled),
                spooled.since());
    }

    private static State received(SpooledSession spooled) {
        return spooled.held() ? State.PERSON : State.RUN;
    }

    private static String arrival(SpooledSession spooled) {
        String counts = spooled.objects() + " objects so far";
        return switch (spooled.state()) {
            case RECEIVING -> "receiving, " + counts + "; closes when no more come";
            case CLOSED -> "all received; waits to be de-identified";
            case DEIDENTIFYING -> "being de-identified";
            case COMMITTING -> "being committed to sourcedata";
            case COMMITTED -> "committed";
            case QUARANTINED -> "quarantined: " + spooled.reason();
            case WAITING -> "waiting: " + spooled.reason();
        };
    }
}
