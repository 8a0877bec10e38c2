// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.pages;

import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.service.http.Requests;
import org.bidsforge.service.intake.IntakeSessions;
import org.bidsforge.service.sessions.SessionStates;
import org.bidsforge.service.sessions.Timeline;

/** What the board shows, for programs: GET /api/sessions. */
public final class SessionListEndpoint {
    private static final int MOST = 200;
    private static final int MOST_EVENTS = 50;

    private final SessionStates states;
    private final IntakeSessions intake;
    private final Timeline timeline;
    private final URI pages;

    /** Links in the answer begin with the address of the pages. */
    public SessionListEndpoint(SessionStates states, IntakeSessions intake, Timeline timeline, URI pages) {
        this.states = states;
        this.intake = intake;
        this.timeline = timeline;
        this.pages = pages;
    }

    private record Answer(List<Spooled> intake, List<Session> sessions) {}

    private record Spooled(
            String id, String study, String session, String state, long objects, long series, String reason) {}

    private record Session(
            String study,
            String session,
            String page,
            String request,
            String standing,
            String sentence,
            String action,
            List<Cell> cells,
            List<Event> events) {}

    private record Cell(String step, String state, String text, String since) {}

    private record Event(String at, String kind, String text) {}

    public void show(Context request) throws IOException {
        List<Spooled> spooled = intake.newest(MOST).stream()
                .map(one -> new Spooled(
                        one.id(),
                        one.study().map(StudyName::toString).orElse(""),
                        one.session().map(SessionName::toString).orElse(""),
                        one.state().label(),
                        one.objects(),
                        one.series(),
                        one.reason()))
                .toList();
        List<Session> sessions = new ArrayList<>();
        for (SessionStates.Entry entry : states.page(MOST, 0)) {
            sessions.add(session(entry));
        }
        Requests.answer(request, 200, new Answer(spooled, sessions));
    }

    private Session session(SessionStates.Entry entry) throws IOException {
        List<Cell> cells = entry.portrait().cells().stream()
                .map(cell -> new Cell(
                        cell.step(),
                        cell.state().name(),
                        cell.text(),
                        Instant.ofEpochMilli(cell.since()).toString()))
                .toList();
        List<Event> events = timeline.of(entry.study(), entry.session(), MOST_EVENTS).stream()
                .map(event -> new Event(event.at().toString(), event.kind(), event.text()))
                .toList();
        return new Session(
                entry.study().toString(),
                entry.session().toString(),
                pages.resolve(SessionLink.of(entry.study(), entry.session())).toString(),
                entry.portrait().request(),
                entry.portrait().standing().name(),
                entry.portrait().sentence(),
                entry.portrait().action(),
                cells,
                events);
    }
}
