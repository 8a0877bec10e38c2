// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge;

/** Where a run or a job is. */
public enum RunState {
    /** Not taken by a runner yet, or blocked by the jobs it needs. */
    QUEUED,
    RUNNING,
    SUCCESS,
    FAILURE,
    CANCELLED,
    SKIPPED;

    /** Whether it will not change any more, short of being run again. */
    public boolean isFinal() {
        return this != QUEUED && this != RUNNING;
    }
}
