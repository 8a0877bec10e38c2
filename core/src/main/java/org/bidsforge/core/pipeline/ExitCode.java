// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.pipeline;

/** The exit codes of every command; each has one meaning everywhere. */
public enum ExitCode {
    OK(0),
    FAILURE(1),
    /** Wrong arguments or settings. */
    USAGE(2),
    NEEDS_PERSON(3),
    PARTIAL(4),
    NOT_PERMITTED(5),
    /** A server did not answer; worth trying again. */
    UNAVAILABLE(6),
    DATA_INVALID(7),
    INTERRUPTED(130);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
