// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.pages;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.SeriesOutcome;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.Severity;
import org.bidsforge.core.pipeline.StageReport;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.service.http.Refusal;
import org.bidsforge.service.inbox.Inbox;
import org.bidsforge.service.review.Check;
import org.bidsforge.service.review.StageReports;
import org.bidsforge.service.sessions.SessionStates;
import org.bidsforge.service.sessions.Standing;
import org.bidsforge.service.sessions.Timeline;
import org.bidsforge.service.steward.StudySteward;
import org.bidsforge.service.work.Pictures;
import org.bidsforge.service.work.Reports;

/** A session's page, its pictures, and the button that has it done again. */
public final class SessionEndpoint {
    private static final int MOST_EVENTS = 50;
    private static final int MOST_FINDINGS = 100;

    private final SessionStates states;
    private final Timeline timeline;
    private final Reports reports;
    private final Pictures pictures;
    private final Inbox inbox;
    private final boolean actions;
    private final Templates templates = new Templates();
    private final FormToken tokens = new FormToken();
    private final Clock clock;

    /** Where the pages take what they show from. */
    public record Sources(SessionStates states, Timeline timeline, Reports reports, Pictures pictures, Inbox inbox) {}

    /** Actions are for a service that only its own machine reaches, until people can sign in. */
    public SessionEndpoint(Sources sources, boolean actions, Clock clock) {
        this.states = sources.states();
        this.timeline = sources.timeline();
        this.reports = sources.reports();
        this.pictures = sources.pictures();
        this.inbox = sources.inbox();
        this.actions = actions;
        this.clock = clock;
    }

    public void show(Context request) throws IOException {
        SessionStates.Entry entry = entry(request);
        request.html(templates.fill("session.jte", view(entry)));
    }

    public void picture(Context request) throws IOException {
        SessionStates.Entry entry = entry(request);
        byte[] bytes = pictures.bytes(entry.study(), entry.session(), request.pathParam("digest"))
                .orElseThrow(() -> new Refusal(404, "There is no such picture."));
        request.contentType("image/png").result(bytes);
    }

    /** Asks for the session to be done again; answers with its page. */
    public void redo(Context request) throws IOException {
        SessionStates.Entry entry = entry(request);
        String address = SessionLink.of(entry.study(), entry.session());
        String shown = Optional.ofNullable(request.formParam("token")).orElse("");
        if (!actions) {
            throw new Refusal(403, "Actions are only possible where the service listens on its own machine alone.");
        }
        if (!SameOrigin.holds(request) || !tokens.matches(address, shown)) {
            throw new Refusal(403, "This form is not from this page, or from before the last restart: load it again.");
        }
        inbox.note(entry.study().toString(), entry.session().toString(), StudySteward.REDO);
        timeline.add(
                entry.study(), entry.session(), "redo", Long.toString(clock.millis()), "A person asked to redo it", "");
        request.status(303).header("Location", address);
    }

    private SessionView view(SessionStates.Entry entry) throws IOException {
        StageReports found = reports(entry);
        String address = SessionLink.of(entry.study(), entry.session());
        boolean running = entry.portrait().standing() == Standing.RUNNING;
        return new SessionView(
                entry.study(),
                entry.session(),
                entry.portrait(),
                entry.since(),
                timeline.of(entry.study(), entry.session(), MOST_EVENTS),
                entry.portrait().branchHead().isEmpty() && found.all().isEmpty() ? List.of() : Check.of(found, running),
                findings(found),
                found.conversion().map(StageReport::series).orElse(List.<SeriesOutcome>of()),
                pictures(found, address),
                actions && !running ? tokens.of(address) : "",
                new Ages(clock.instant()));
    }

    private StageReports reports(SessionStates.Entry entry) throws IOException {
        List<StageReport> all = reports.of(entry.study(), entry.session()).stream()
                .map(Reports.Filed::report)
                .toList();
        return new StageReports(
                entry.portrait().branchHead(), all, StageReports.latest(pictures.of(entry.study(), entry.session())));
    }

    /** Of the latest report of each stage, the worst first. */
    private static List<Finding> findings(StageReports reports) {
        List<Finding> findings = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        for (StageReport report : reports.all()) {
            if (!seen.contains(report.stage())) {
                seen.add(report.stage());
                findings.addAll(report.findings());
            }
        }
        return findings.stream()
                .filter(finding -> finding.severity() != Severity.NOTE)
                .sorted(Comparator.comparing(Finding::severity).reversed())
                .limit(MOST_FINDINGS)
                .toList();
    }

    private static List<SessionView.PictureLink> pictures(StageReports reports, String address) {
        return reports.pictures().stream()
                .map(picture ->
                        new SessionView.PictureLink(address + "/picture/" + picture.digest(), picture.caption()))
                .toList();
    }

    private SessionStates.Entry entry(Context request) throws IOException {
        try {
            StudyName study = new StudyName(request.pathParam("investigator"), request.pathParam("study"));
            SessionName session = SessionName.parse(request.pathParam("session"));
            return states.of(study, session).orElseThrow(() -> new Refusal(404, "There is no such session."));
        } catch (IllegalArgumentException e) {
            throw new Refusal(404, "There is no such session.");
        }
    }
}
