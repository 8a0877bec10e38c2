// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.pages;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bidsforge.service.intake.Incidents;
import org.bidsforge.service.intake.IntakeSessions;
import org.bidsforge.service.intake.SpooledSession;
import org.bidsforge.service.sessions.SessionStates;
import org.bidsforge.service.sessions.Standing;
import org.jspecify.annotations.Nullable;

/** The board: every session and every step, what needs a person first. */
public final class BoardEndpoint {
    private static final int ROWS = 100;
    private static final int MOST_SPOOLED = 50;
    private static final int MOST_INCIDENTS = 10;

    private final SessionStates states;
    private final IntakeSessions intake;
    private final Incidents incidents;
    private final Supplier<Freshness> freshness;
    private final Templates templates = new Templates();
    private final Clock clock;

    /** When the forge was last seen whole, and how long that may be ago before it is worth a word. */
    public record Freshness(Instant seen, Duration tolerance) {}

    public BoardEndpoint(
            SessionStates states,
            IntakeSessions intake,
            Incidents incidents,
            Supplier<Freshness> freshness,
            Clock clock) {
        this.states = states;
        this.intake = intake;
        this.incidents = incidents;
        this.freshness = freshness;
        this.clock = clock;
    }

    public void show(Context request) throws IOException {
        int page = page(request.queryParam("page"));
        request.html(templates.fill("board.jte", view(page)));
    }

    private BoardView view(int page) throws IOException {
        Ages ages = new Ages(clock.instant());
        List<SpooledSession> spooled = intake.open(MOST_SPOOLED);
        List<BoardRow> rows = new ArrayList<>();
        if (page == 1) {
            spooled.stream().map(BoardRow::of).forEach(rows::add);
        }
        states.page(ROWS, (page - 1) * ROWS).stream().map(BoardRow::of).forEach(rows::add);
        BoardView.Counts counts = counts(spooled);
        return new BoardView(
                counts,
                stale(ages),
                rows,
                spooled.stream().filter(SpooledSession::held).toList(),
                incidents.newest(MOST_INCIDENTS),
                page,
                Math.max(1, (counts.all() + ROWS - 1) / ROWS),
                ages);
    }

    private BoardView.Counts counts(List<SpooledSession> spooled) throws IOException {
        Map<Standing, Integer> counts = states.counts();
        int held = (int) spooled.stream().filter(SpooledSession::held).count();
        return new BoardView.Counts(
                counts.getOrDefault(Standing.NEEDS_YOU, 0) + held,
                counts.getOrDefault(Standing.FAILED, 0),
                counts.getOrDefault(Standing.RUNNING, 0) + spooled.size() - held,
                counts.getOrDefault(Standing.DONE, 0));
    }

    private String stale(Ages ages) {
        Freshness seen = freshness.get();
        boolean fresh = seen.seen().plus(seen.tolerance()).isAfter(ages.now());
        return fresh
                ? ""
                : "The forge has not answered for " + ages.age(seen.seen()) + "; this is the last known state.";
    }

    private static int page(@Nullable String text) {
        try {
            return text == null ? 1 : Math.min(10_000, Math.max(1, Integer.parseInt(text)));
        } catch (NumberFormatException e) {
            return 1;
        }
    }
}
