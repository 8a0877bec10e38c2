// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.pages;

import java.time.Instant;
import java.util.List;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.SeriesOutcome;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.service.review.Check;
import org.bidsforge.service.sessions.Portrait;
import org.bidsforge.service.sessions.Timeline;

/**
 * What a session's page shows.
 *
 * @param formToken makes the redo button work; empty where nobody may press it
 */
public record SessionView(
        StudyName study,
        SessionName session,
        Portrait portrait,
        Instant since,
        List<Timeline.Event> timeline,
        List<Check> checks,
        List<Finding> findings,
        List<SeriesOutcome> series,
        List<PictureLink> pictures,
        String formToken,
        Ages ages) {
    /** A picture of a report; served by this service only. */
    public record PictureLink(String address, String caption) {}

    public SessionView {
        timeline = List.copyOf(timeline);
        checks = List.copyOf(checks);
        findings = List.copyOf(findings);
        series = List.copyOf(series);
        pictures = List.copyOf(pictures);
    }

    public String link() {
        return SessionLink.of(study, session);
    }
}
