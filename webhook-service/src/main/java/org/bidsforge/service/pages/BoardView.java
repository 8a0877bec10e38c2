// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.pages;

import java.util.List;
import org.bidsforge.service.intake.Incidents;
import org.bidsforge.service.intake.SpooledSession;
import org.bidsforge.service.sessions.Portrait;

/**
 * What the board shows.
 *
 * @param stale a sentence when the forge does not answer, else empty
 * @param rows one page of sessions
 * @param held sessions that an intake keeps back
 * @param page from 1
 */
public record BoardView(
        Counts counts,
        String stale,
        List<BoardRow> rows,
        List<SpooledSession> held,
        List<Incidents.Incident> incidents,
        int page,
        int pages,
        Ages ages) {
    /** How many sessions stand how. */
    public record Counts(int needYou, int failed, int running, int done) {
        public int all() {
            return needYou + failed + running + done;
        }
    }

    public BoardView {
        rows = List.copyOf(rows);
        held = List.copyOf(held);
        incidents = List.copyOf(incidents);
    }

    public List<String> steps() {
        return Portrait.STEPS;
    }

    /** What a person can do about a session that is held back. */
    public static String remedy(SpooledSession held) {
        return switch (held.state()) {
            case QUARANTINED -> "Settle what the reason names; the received objects stay in the spool until then.";
            case WAITING -> "It goes on by itself when what it waits for is there.";
            case RECEIVING, CLOSED, DEIDENTIFYING, COMMITTING, COMMITTED -> "";
        };
    }
}
