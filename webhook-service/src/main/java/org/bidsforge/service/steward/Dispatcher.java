// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.steward;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.bidsforge.core.pipeline.Pipeline;
import org.bidsforge.core.pipeline.RepositoryKind;
import org.bidsforge.core.pipeline.RepositoryName;
import org.bidsforge.forge.Forge;
import org.bidsforge.forge.ForgeException;
import org.bidsforge.forge.Run;
import org.bidsforge.service.inbox.Backoff;
import org.bidsforge.service.work.Cause;
import org.bidsforge.service.work.Target;
import org.bidsforge.service.work.Token;
import org.bidsforge.service.work.Work;
import org.bidsforge.service.work.WorkLedger;

/** Starts the pipeline for a session: the row and its ticket first, then the call. */
final class Dispatcher {
    static final String BRANCH = "dev";
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(2), 4, Duration.ofMinutes(10));

    private final Forge forge;
    private final WorkLedger ledger;
    private final Clock clock;
    private final RandomGenerator random = RandomGenerator.getDefault();

    Dispatcher(Forge forge, WorkLedger ledger, Clock clock) {
        this.forge = forge;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * A failure is written down as one of the run, to be tried again later. The call may have
     * reached the forge all the same; the run that it started then finds its ticket void.
     */
    void dispatch(Target target, Cause cause) throws IOException {
        WorkLedger.Opened opened = ledger.open(target, cause);
        Work work = opened.work();
        RepositoryName repository = target.study().repository(RepositoryKind.BIDS);
        try {
            OptionalLong run =
                    forge.runs().dispatch(repository, Pipeline.WORKFLOW_FILE, BRANCH, inputs(target, opened.ticket()));
            String id = run.isPresent() ? Long.toString(run.getAsLong()) : "";
            ledger.dispatched(work.id(), id, page(repository, run));
        } catch (ForgeException e) {
            Work.Verdict verdict = e.isTransient() ? Work.Verdict.FAILED_BY_SYSTEM : Work.Verdict.NEEDS_PERSON;
            ledger.finish(work.id(), verdict, String.valueOf(e.getMessage()), again(work.attempt()));
        }
    }

    /** When a run that failed by the system may be tried again. */
    Instant again(int attempts) {
        return clock.instant().plus(BACKOFF.after(attempts, random));
    }

    private static Map<String, String> inputs(Target target, Token ticket) {
        return Map.of(
                Pipeline.INPUT_SESSION,
                target.session().toString(),
                Pipeline.INPUT_SOURCE,
                target.sourceCommit(),
                Pipeline.INPUT_TICKET,
                ticket.text());
    }

    private String page(RepositoryName repository, OptionalLong run) throws ForgeException {
        if (run.isEmpty()) {
            return "";
        }
        Optional<Run> seen = forge.runs().find(repository, run.getAsLong());
        return seen.map(one -> one.page().toString()).orElse("");
    }
}
