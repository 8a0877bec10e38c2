// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.reconcile;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.forge.Forge;
import org.bidsforge.service.inbox.Inbox;
import org.bidsforge.service.steward.StudySteward;
import org.bidsforge.service.work.Work;
import org.bidsforge.service.work.WorkLedger;

/**
 * Finds what no event told. It only writes notes into the inbox; the same worker that answers hooks
 * looks, so nothing is done in two ways.
 */
public final class Reconcile {
    /** Hooks and incidents are kept for people to look up. */
    private static final Duration KEPT = Duration.ofDays(14);

    private static final String DUE = "due";

    private final Studies studies;
    private final Inbox inbox;
    private final WorkLedger ledger;
    private final Duration unanswered;
    private final Clock clock;
    private final AtomicLong dueUntil;
    private final AtomicLong seen;

    /** Unanswered: how long a dispatch may stay without an answer before somebody looks. */
    public Reconcile(Forge forge, Inbox inbox, WorkLedger ledger, Duration unanswered, Clock clock) {
        this.studies = new Studies(forge);
        this.inbox = inbox;
        this.ledger = ledger;
        this.unanswered = unanswered;
        this.clock = clock;
        this.dueUntil = new AtomicLong(clock.millis());
        this.seen = new AtomicLong(clock.millis());
    }

    /** Asks for a look at every study. */
    public int all() throws IOException {
        int found = 0;
        for (StudyName study : studies.list()) {
            inbox.note(study.toString(), "", StudySteward.RECONCILE);
            found++;
        }
        seen.set(clock.millis());
        inbox.forget(clock.instant().minus(KEPT));
        return found;
    }

    /** Asks for a look at each session whose waiting time is over. */
    public void due() throws IOException {
        Instant now = clock.instant();
        for (Work work : ledger.due(Instant.ofEpochMilli(dueUntil.get()), now, unanswered)) {
            inbox.note(work.target().study().toString(), work.target().session().toString(), DUE);
        }
        dueUntil.set(now.toEpochMilli());
    }

    /** When the forge last listed its repositories; the start of the service before that. */
    public Instant seen() {
        return Instant.ofEpochMilli(seen.get());
    }
}
