// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.steward;

import java.time.Instant;
import java.util.Optional;
import org.bidsforge.forge.MergeRequest;
import org.bidsforge.service.work.Cause;
import org.bidsforge.service.work.Target;
import org.bidsforge.service.work.Work;

/**
 * Chooses the next step from the facts alone, so the same facts always give the same step, however
 * the service came to look: by a hook, by the clock, or after a crash.
 */
final class Decision {
    /** How often a run is started for one target before a person is asked. */
    static final int MOST_ATTEMPTS = 5;

    private Decision() {}

    static Step of(SessionFacts facts, Instant now) {
        if (facts.sourceTree().isEmpty()) {
            return rest(Step.Reason.NO_SOURCE);
        }
        boolean running = facts.latest().filter(Work::live).isPresent();
        if (facts.proposed()) {
            return proposed(facts, running, now);
        }
        if (running) {
            return rest(Step.Reason.RUNNING);
        }
        return facts.merged() ? rest(Step.Reason.DONE) : dispatch(facts, Cause.SOURCE, now);
    }

    private static Step proposed(SessionFacts facts, boolean running, Instant now) {
        SessionFacts.Branch branch = facts.proposal().orElseThrow();
        Optional<MergeRequest> request = facts.request();
        boolean open =
                request.filter(one -> one.state() == MergeRequest.State.OPEN).isPresent();
        boolean closed = request.filter(one -> one.state() == MergeRequest.State.CLOSED)
                .filter(one -> one.headCommit().equals(branch.head()))
                .isPresent();
        if (!open && !closed) {
            return new Step.OpenRequest();
        }
        if (running) {
            return rest(Step.Reason.RUNNING);
        }
        if (closed) {
            return rest(Step.Reason.CLOSED);
        }
        if (!branch.clean()) {
            return dispatch(facts, Cause.CONFLICT, now);
        }
        return switch (branch.inspection()) {
            case NONE -> dispatch(facts, Cause.PUSH, now);
            case PASSED -> verdict(facts, branch).orElseGet(() -> rest(Step.Reason.REVIEW));
            case FAILED -> verdict(facts, branch).orElseGet(() -> rest(Step.Reason.PERSON));
        };
    }

    /** What the latest run found that a person must see before anything else. */
    private static Optional<Step> verdict(SessionFacts facts, SessionFacts.Branch branch) {
        return facts.latest()
                .filter(one -> one.target().sourceTree().equals(branch.tree()))
                .flatMap(Decision::stopped);
    }

    /** Why another run like this one would be of no use. */
    private static Optional<Step> stopped(Work work) {
        return switch (work.verdict()) {
            case NEEDS_PERSON -> Optional.of(rest(Step.Reason.PERSON));
            case FAILED_BY_DATA -> Optional.of(rest(Step.Reason.DATA));
            case OPEN, OK, FAILED_BY_SYSTEM -> Optional.empty();
        };
    }

    /** A dispatch, unless earlier runs for the same target say that it is of no use, or not yet. */
    private static Step dispatch(SessionFacts facts, Cause cause, Instant now) {
        Target target = facts.target("");
        Optional<Work> last = facts.works().stream()
                .filter(one -> target.same(one.target(), cause))
                .findFirst();
        if (last.isEmpty()) {
            return new Step.Dispatch(cause);
        }
        Optional<Step> stopped = stopped(last.get());
        if (stopped.isPresent()) {
            return stopped.get();
        }
        long attempts = facts.works().stream()
                .filter(one -> one.cause() != Cause.REDO && target.same(one.target(), cause))
                .count();
        if (attempts >= MOST_ATTEMPTS) {
            return rest(Step.Reason.GAVE_UP);
        }
        Instant notBefore = last.get().notBefore();
        return notBefore.isAfter(now) ? new Step.TryLater(notBefore) : new Step.Dispatch(cause);
    }

    private static Step rest(Step.Reason reason) {
        return new Step.Rest(reason);
    }
}
