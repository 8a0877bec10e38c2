// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bidsforge.core.pages.State;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.service.database.Database;
import org.bidsforge.service.database.Databases;
import org.bidsforge.service.intake.Incidents;
import org.bidsforge.service.intake.IntakeSessions;
import org.bidsforge.service.intake.SpoolState;
import org.bidsforge.service.intake.SpooledSession;
import org.bidsforge.service.sessions.Cell;
import org.bidsforge.service.sessions.Portrait;
import org.bidsforge.service.sessions.SessionStates;
import org.bidsforge.service.sessions.Standing;
import org.bidsforge.service.sessions.Timeline;

/** A service's database as it looks after some weeks. */
final class SampleSessions {
    private static final StudyName STUDY = StudyName.parse("muellerlab/memory-and-sleep");

    private static final List<Standing> STANDINGS =
            List.of(Standing.NEEDS_YOU, Standing.FAILED, Standing.RUNNING, Standing.DONE);

    private SampleSessions() {}

    static void fill(Path folder, int sessions) throws IOException {
        try (Database database = Databases.sqlite(folder)) {
            SessionStates states = new SessionStates(database, Clock.offset(Clock.systemUTC(), Duration.ofHours(-30)));
            for (int i = 1; i <= sessions; i++) {
                SessionName name = SessionName.parse(String.format("sub-%03d_ses-01", i));
                states.put(STUDY, name, portrait(STANDINGS.get(i % 4), i), Optional.empty());
            }
            IntakeSessions intake = new IntakeSessions(database, Clock.systemUTC());
            Instant since = Instant.now().minus(Duration.ofMinutes(7));
            intake.put(new SpooledSession(
                    "k3v9",
                    Optional.of(STUDY),
                    Optional.of(SessionName.parse("sub-900_ses-01")),
                    SpoolState.RECEIVING,
                    312,
                    4,
                    90_000_000L,
                    "",
                    since));
            intake.put(new SpooledSession(
                    "x7q2",
                    Optional.empty(),
                    Optional.empty(),
                    SpoolState.QUARANTINED,
                    88,
                    2,
                    10_000_000L,
                    "the study muellerlab/unknown does not exist; make it with: bidsforge study create"
                            + " muellerlab/unknown",
                    since.minus(Duration.ofDays(3))));
            Incidents incidents = new Incidents(database, Clock.systemUTC());
            incidents.add("hook", "hook refused", "missing or wrong signature");
            incidents.add("hook", "hook refused", "missing or wrong signature");
            incidents.add("intake", "association refused", "not a DICOM association");
        }
    }

    /** What the stages said of the fourth session, with a picture that is worth looking at. */
    static void fillReports(Path folder) throws IOException {
        try (Database database = Databases.sqlite(folder)) {
            SampleReports.file(database, STUDY, SessionName.parse("sub-004_ses-01"), "1".repeat(40));
            Timeline timeline = new Timeline(database, Clock.systemUTC());
            SessionName session = SessionName.parse("sub-004_ses-01");
            timeline.add(
                    STUDY, session, "started", "1", "A run was started: its source is new", "http://127.0.0.1/run");
            timeline.add(STUDY, session, "opened", "1", "Merge request 4 was opened", "");
            timeline.add(STUDY, session, "ended", "1", "The run ended, all well", "");
        }
    }

    private static Portrait portrait(Standing standing, int number) {
        State state = standing.state();
        List<Cell> cells = new ArrayList<>();
        long since = Instant.now().minus(Duration.ofMinutes(60L * number)).toEpochMilli();
        String forge = "http://127.0.0.1:8480/muellerlab/memory-and-sleep-bids";
        cells.add(new Cell("received", State.DONE, "612 objects in 9 series", since, ""));
        cells.add(new Cell("committed", State.DONE, "in sourcedata", since, forge));
        boolean converted = standing != Standing.FAILED && standing != Standing.RUNNING;
        cells.add(new Cell(
                "converted",
                converted ? number % 3 == 0 ? State.WARN : State.DONE : state,
                converted ? "8 of 9 series converted, 0 errors, 2 warnings" : "waits for the run to end",
                since,
                forge + "/actions/runs/" + number));
        cells.add(new Cell(
                "validated",
                converted ? State.DONE : State.WAIT,
                converted ? "0 errors, 1 warning" : "waits for the conversion",
                since,
                ""));
        boolean done = standing == Standing.DONE;
        cells.add(new Cell(
                "reviewed",
                done ? State.DONE : converted ? State.PERSON : State.WAIT,
                done ? "merged by a person" : converted ? "waits for your review" : "waits for the conversion",
                since,
                forge + "/pulls/" + number));
        cells.add(new Cell(
                "merged", done ? State.DONE : State.WAIT, done ? "in dev" : "waits for the review", since, ""));
        return new Portrait(
                standing,
                sentence(standing),
                action(standing),
                cells,
                forge + "/pulls/" + number,
                forge + "/actions/runs/" + number,
                forge,
                "c0ffee",
                "1".repeat(40));
    }

    private static String sentence(Standing standing) {
        return switch (standing) {
            case NEEDS_YOU -> "Converted and checked: ready for your review.";
            case FAILED ->
                "The data cannot be worked on as they are: convert: series 4 ends after 112 of 240 objects — send it again";
            case RUNNING -> "The conversion and its checks are on their way.";
            case DONE -> "Merged: its data are in dev.";
        };
    }

    private static String action(Standing standing) {
        return switch (standing) {
            case NEEDS_YOU -> "Review the merge request and merge it.";
            case FAILED -> "Send the session again or correct it in sourcedata; then it starts by itself.";
            case RUNNING, DONE -> "";
        };
    }
}
