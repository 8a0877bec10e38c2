// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.pipeline;

/** How a stage ended, and the exit code that says so to scripts. */
public enum Outcome {
    OK(0),
    WARNINGS(0),
    /** A person must decide something; running it again changes nothing. */
    NEEDS_PERSON(3),
    /** Some of the session is done, the rest is accounted for in the report. */
    PARTIAL(4),
    /** The machinery failed; the only outcome that is retried. */
    FAILED_BY_SYSTEM(6),
    /** The data cannot be worked on as they are. */
    FAILED_BY_DATA(7);

    private final int exitCode;

    Outcome(int exitCode) {
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }

    /** Whether the stages that need this one may run. */
    public boolean isSuccess() {
        return exitCode == 0;
    }
}
