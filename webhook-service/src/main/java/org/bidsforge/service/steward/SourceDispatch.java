// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.steward;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.bidsforge.core.pipeline.RepositoryKind;
import org.bidsforge.core.pipeline.RepositoryName;
import org.bidsforge.forge.CommitStatus;
import org.bidsforge.forge.Forge;
import org.bidsforge.service.metrics.Metrics;
import org.bidsforge.service.sessions.Timeline;
import org.bidsforge.service.work.Cause;
import org.bidsforge.service.work.Target;
import org.bidsforge.service.work.Work;
import org.bidsforge.service.work.WorkLedger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts runs, and keeps on the source's own commit what became of them: there the forge remembers
 * a failed conversion, which leaves no branch, even when the database is lost.
 */
final class SourceDispatch {
    private static final String CONTEXT = "bidsforge/session";

    private static final Logger LOG = LoggerFactory.getLogger(SourceDispatch.class);

    private final Forge forge;
    private final WorkLedger ledger;
    private final Dispatcher dispatcher;
    private final Timeline timeline;
    private final Metrics metrics;
    private final URI pages;

    SourceDispatch(StewardParts parts, Dispatcher dispatcher) {
        this.forge = parts.forge();
        this.ledger = parts.ledger();
        this.dispatcher = dispatcher;
        this.timeline = parts.timeline();
        this.metrics = parts.metrics();
        this.pages = parts.pages();
    }

    void start(Target target, Cause cause) throws IOException {
        if (cause == Cause.SOURCE && ledger.of(target.study(), target.session()).isEmpty()) {
            Optional<CommitStatus> failure = remembered(target);
            if (failure.isPresent()) {
                Work work = ledger.open(target, cause).work();
                ledger.finish(
                        work.id(), Work.Verdict.NEEDS_PERSON, failure.get().description(), Instant.EPOCH);
                return;
            }
        }
        dispatcher.dispatch(target, cause);
        LOG.info("{} of {}: a run was asked for, {}", target.session(), target.study(), cause.sentence());
        metrics.count("bidsforge_dispatches_total", "cause", cause.name().toLowerCase(Locale.ROOT));
        Optional<Work> work =
                ledger.of(target.study(), target.session()).stream().findFirst();
        if (work.isPresent()) {
            event(work.get(), "started", "A run was started: " + cause.sentence());
            settled(work.get());
        }
    }

    /** Says on the source's commit how the run stands. */
    void settled(Work work) throws IOException {
        Work now = ledger.of(work.target().study(), work.target().session()).stream()
                .filter(one -> one.id() == work.id())
                .findFirst()
                .orElse(work);
        switch (now.verdict()) {
            case OPEN -> status(now, CommitStatus.State.PENDING, "the conversion is on its way");
            case OK -> status(now, CommitStatus.State.SUCCESS, "converted");
            case NEEDS_PERSON, FAILED_BY_DATA -> status(now, CommitStatus.State.FAILURE, now.reason());
            case FAILED_BY_SYSTEM -> status(now, CommitStatus.State.ERROR, now.reason());
        }
        if (!now.live()) {
            LOG.info(
                    "{} of {}: the run ended, {}",
                    now.target().session(),
                    now.target().study(),
                    word(now.verdict()));
            String reason = now.reason().isEmpty() ? "" : ": " + now.reason();
            event(now, "ended", "The run ended, " + word(now.verdict()) + reason);
        }
    }

    private static String word(Work.Verdict verdict) {
        return switch (verdict) {
            case OPEN, OK -> "all well";
            case NEEDS_PERSON -> "a person must decide";
            case FAILED_BY_DATA -> "failed by the data";
            case FAILED_BY_SYSTEM -> "failed by the system";
        };
    }

    private Optional<CommitStatus> remembered(Target target) throws IOException {
        return forge.statuses().list(sourcedata(target), target.sourceCommit()).stream()
                .filter(status -> status.context().equals(CONTEXT))
                .filter(status -> status.state() == CommitStatus.State.FAILURE)
                .findFirst();
    }

    private void status(Work work, CommitStatus.State state, String description) throws IOException {
        Target target = work.target();
        URI page = pages.resolve("session/" + target.study() + "/" + target.session());
        forge.statuses()
                .set(
                        sourcedata(target),
                        target.sourceCommit(),
                        new CommitStatus(CONTEXT, state, description, Optional.of(page)));
    }

    private void event(Work work, String kind, String text) throws IOException {
        timeline.add(work.target().study(), work.target().session(), kind, "run " + work.id(), text, work.runUrl());
    }

    private static RepositoryName sourcedata(Target target) {
        return target.study().repository(RepositoryKind.SOURCEDATA);
    }
}
