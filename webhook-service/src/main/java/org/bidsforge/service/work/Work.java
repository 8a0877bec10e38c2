// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.work;

import java.time.Instant;

/**
 * One dispatched run.
 *
 * @param attempt the how manieth for its target, from 1
 * @param verdict what became of it, meaningful when it is finished
 * @param runId the forge's number of the run, empty while unknown
 * @param notBefore when a failed one may be tried again
 */
public record Work(
        long id,
        Target target,
        Cause cause,
        int attempt,
        WorkState state,
        Verdict verdict,
        String reason,
        String runId,
        String runUrl,
        Instant created,
        Instant updated,
        Instant notBefore) {
    /** What a finished run means for what comes next. */
    public enum Verdict {
        OPEN,
        OK,
        /** Nothing that a machine can do again would help. */
        NEEDS_PERSON,
        FAILED_BY_DATA,
        /** The machinery failed; it is tried again until the attempts are used up. */
        FAILED_BY_SYSTEM
    }

    public boolean live() {
        return state.live();
    }
}
