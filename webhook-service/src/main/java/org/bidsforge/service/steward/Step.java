// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.steward;

import java.time.Instant;
import org.bidsforge.service.work.Cause;

/** The one step that moves a session on, or why there is none to take. */
sealed interface Step {
    /** Start the pipeline. */
    record Dispatch(Cause cause) implements Step {}

    /** Open the merge request of the conversion branch. */
    record OpenRequest() implements Step {}

    /** Start the pipeline later: it failed by no fault of the data. */
    record TryLater(Instant notBefore) implements Step {}

    /** Nothing to do for the service: a run is on, a person must act, or all is done. */
    record Rest(Reason reason) implements Step {}

    /** What a session rests for. */
    enum Reason {
        NO_SOURCE,
        RUNNING,
        REVIEW,
        /** A run ended with something that only a person can decide. */
        PERSON,
        /** A run ended because the data cannot be worked on. */
        DATA,
        /** Runs failed by the system as often as we try. */
        GAVE_UP,
        /** A person closed the merge request without merging. */
        CLOSED,
        DONE
    }
}
