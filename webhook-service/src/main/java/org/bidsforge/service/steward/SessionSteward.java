// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.steward;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.forge.Forge;
import org.bidsforge.forge.MergeRequest;
import org.bidsforge.forge.NewMergeRequest;
import org.bidsforge.service.review.Check;
import org.bidsforge.service.review.ReviewDesk;
import org.bidsforge.service.review.StageReports;
import org.bidsforge.service.sessions.Portrait;
import org.bidsforge.service.sessions.SessionStates;
import org.bidsforge.service.work.Cause;
import org.bidsforge.service.work.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves one session on until there is nothing left to do for the service, then says how it stands. */
final class SessionSteward {
    private static final Logger LOG = LoggerFactory.getLogger(SessionSteward.class);
    private static final int MOST_STEPS = 4;

    private final Forge forge;
    private final StewardParts parts;
    private final SourceDispatch dispatch;
    private final RunSettlement settlement;
    private final ReviewDesk desk;
    private final PortraitPainter painter;
    private final Clock clock;

    SessionSteward(StewardParts parts) {
        this.parts = parts;
        this.forge = parts.forge();
        Dispatcher dispatcher = new Dispatcher(forge, parts.ledger(), parts.clock());
        this.dispatch = new SourceDispatch(parts, dispatcher);
        this.settlement = new RunSettlement(parts, dispatcher);
        this.desk = new ReviewDesk(forge, parts.pictures());
        this.painter = new PortraitPainter(forge.url());
        this.clock = parts.clock();
    }

    /** How many steps were taken. */
    int attend(StudySteward.Round round, SessionName session) throws IOException {
        StudyVisit visit = round.visit();
        SessionFacts facts = visit.facts(session);
        boolean settled = facts.latest().isPresent() && settle(facts.latest().get());
        if (settled) {
            facts = visit.facts(session);
        }
        int steps = 0;
        Step step = first(round, facts);
        while (steps < MOST_STEPS && take(step, facts, round)) {
            steps++;
            facts = visit.facts(session);
            step = Decision.of(facts, clock.instant());
        }
        boolean changed = settled || steps > 0;
        if (changed || round.hints().closely(session) || !round.known().containsKey(session)) {
            round.watch().check();
            show(visit, facts);
            paint(round, facts, step);
        }
        return steps;
    }

    private Step first(StudySteward.Round round, SessionFacts facts) {
        boolean redo = round.hints().redo().contains(facts.session());
        boolean live = facts.latest().filter(Work::live).isPresent();
        boolean possible = facts.sourceTree().isPresent() && !live;
        return redo && possible ? new Step.Dispatch(Cause.REDO) : Decision.of(facts, clock.instant());
    }

    private boolean settle(Work work) throws IOException {
        if (!settlement.settle(work)) {
            return false;
        }
        dispatch.settled(work);
        return true;
    }

    private boolean take(Step step, SessionFacts facts, StudySteward.Round round) throws IOException {
        if (step instanceof Step.Dispatch wanted) {
            round.watch().check();
            String source = parts.mirror().sourceCommit(facts.study(), facts.session());
            dispatch.start(facts.target(source), wanted.cause());
            return true;
        }
        if (step instanceof Step.OpenRequest) {
            round.watch().check();
            open(round.visit(), facts);
            return true;
        }
        return false;
    }

    private void open(StudyVisit visit, SessionFacts facts) throws IOException {
        String body = "Converted from sourcedata by the pipeline; the checks and the report follow below.\n\n"
                + "[Session page](" + page(facts) + "): timeline, series, pictures.\n\n"
                + "Merge with a merge commit, never squashed: the commit carries the record of how the data were made.\n";
        MergeRequest request = forge.mergeRequests()
                .open(
                        visit.repository(),
                        new NewMergeRequest(
                                facts.session().branch(),
                                Dispatcher.BRANCH,
                                facts.session() + ": converted to BIDS",
                                body));
        visit.opened(request);
        LOG.info("{} of {}: merge request {} was opened", facts.session(), facts.study(), request.number());
        parts.timeline()
                .add(
                        facts.study(),
                        facts.session(),
                        "opened",
                        "request " + request.number(),
                        "Merge request " + request.number() + " was opened",
                        request.page().toString());
    }

    /** Statuses and comment of the branch's head. */
    private void show(StudyVisit visit, SessionFacts facts) throws IOException {
        Optional<MergeRequest> open = facts.request().filter(request -> request.state() == MergeRequest.State.OPEN);
        if (!facts.proposed()) {
            return;
        }
        StageReports reports = visit.reports(facts);
        boolean running = facts.latest().filter(Work::live).isPresent();
        List<Check> checks = Check.of(reports, running);
        desk.statuses(visit.repository(), reports.head(), checks, page(facts));
        if (open.isPresent()) {
            desk.comment(
                    new ReviewDesk.Subject(facts.study(), facts.session(), page(facts)), open.get(), reports, checks);
        }
    }

    private void paint(StudySteward.Round round, SessionFacts facts, Step step) throws IOException {
        Optional<SessionStates.Entry> earlier =
                Optional.ofNullable(round.known().get(facts.session()));
        Portrait portrait = painter.paint(new PortraitPainter.Sitting(
                facts,
                step,
                round.visit().reports(facts),
                parts.intake().of(facts.study(), facts.session()),
                clock.instant()));
        if (earlier.filter(entry -> entry.portrait().looksLike(portrait)).isPresent()) {
            return;
        }
        parts.states().put(facts.study(), facts.session(), portrait, earlier);
        boolean sameSentence = earlier.filter(
                        entry -> entry.portrait().sentence().equals(portrait.sentence()))
                .isPresent();
        if (!sameSentence) {
            parts.timeline()
                    .add(
                            facts.study(),
                            facts.session(),
                            "state",
                            clock.millis() + "",
                            portrait.sentence(),
                            portrait.run());
        }
    }

    private URI page(SessionFacts facts) {
        return parts.pages().resolve("session/" + facts.study() + "/" + facts.session());
    }
}
