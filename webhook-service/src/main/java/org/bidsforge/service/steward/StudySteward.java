// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.steward;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.service.inbox.Delivery;
import org.bidsforge.service.inbox.LaneHandler;
import org.bidsforge.service.inbox.LeaseWatch;
import org.bidsforge.service.metrics.Metrics;
import org.bidsforge.service.sessions.SessionStates;
import org.bidsforge.service.sessions.Standing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the sessions of a study. Whatever the hint, it reads the forge anew and moves each
 * session one step towards merged; a hint only says which session deserves a closer look.
 */
public final class StudySteward implements LaneHandler {
    /** The cause of a look that no event asked for. */
    public static final String RECONCILE = "reconcile";

    /** The cause of a look in which a person wants the session done again. */
    public static final String REDO = "redo";

    /** How long a dispatch may stay without an answer: a run that the forge took tells of itself sooner. */
    public static final Duration UNANSWERED = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(StudySteward.class);

    private final StewardParts parts;
    private final SessionSteward sessions;
    private final Metrics metrics;

    public StudySteward(StewardParts parts) {
        this.parts = parts;
        this.sessions = new SessionSteward(parts);
        this.metrics = parts.metrics();
    }

    @Override
    public void look(String lane, List<Delivery> hints, LeaseWatch watch) throws IOException {
        StudyName study = StudyName.parse(lane);
        long start = System.nanoTime();
        Optional<StudyView> view = parts.mirror().read(study);
        if (view.isEmpty()) {
            LOG.debug("{} is not set up as a study", study);
            return;
        }
        Map<SessionName, SessionStates.Entry> known = new HashMap<>();
        parts.states().of(study).forEach(entry -> known.put(entry.session(), entry));
        Round round = new Round(new StudyVisit(study, view.get(), parts), Hints.of(hints), known, watch);
        attendAll(round);
        forgetVanished(round, study);
        metrics.time(
                "bidsforge_look_seconds",
                "cause",
                round.hints.reconcile() ? RECONCILE : "event",
                Duration.ofNanos(System.nanoTime() - start));
    }

    /** One look at a study. */
    record Round(StudyVisit visit, Hints hints, Map<SessionName, SessionStates.Entry> known, LeaseWatch watch) {}

    /** One session's failure does not keep the others waiting; the look as a whole is then tried again. */
    private void attendAll(Round round) throws IOException {
        IOException failure = null;
        for (SessionName session : chosen(round)) {
            try {
                int steps = sessions.attend(round, session);
                if (round.hints.reconcile()) {
                    for (int i = 0; i < steps; i++) {
                        metrics.count("bidsforge_found_by_reconcile_total");
                    }
                }
            } catch (IOException e) {
                round.watch.check();
                LOG.warn("{} of {}: {}", session, round.visit.repository(), e.getMessage());
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Sessions that left no trace on the forge, because somebody erased them. */
    private void forgetVanished(Round round, StudyName study) throws IOException {
        for (SessionName session : round.known.keySet()) {
            if (!round.visit.view().sessions().contains(session)) {
                parts.states().remove(study, session);
            }
        }
    }

    /** Those that the hints name, or all; what is merged and was seen so needs no further look. */
    private static Set<SessionName> chosen(Round round) {
        Set<SessionName> chosen = new LinkedHashSet<>(round.visit.view().sessions());
        if (!round.hints.all()) {
            chosen.retainAll(round.hints.sessions());
        }
        Set<SessionName> settled = new HashSet<>();
        for (SessionName session : chosen) {
            boolean merged = round.visit.view().settled(session);
            boolean known = Optional.ofNullable(round.known.get(session))
                    .filter(entry -> entry.portrait().standing() == Standing.DONE)
                    .isPresent();
            if (merged && known && !round.hints.redo().contains(session)) {
                settled.add(session);
            }
        }
        chosen.removeAll(settled);
        return chosen;
    }
}
