// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.sessions;

import org.bidsforge.core.pages.State;

/** How a session stands as a whole; the board counts by it. */
public enum Standing {
    NEEDS_YOU(State.PERSON, "needs you"),
    FAILED(State.FAIL, "failed"),
    RUNNING(State.RUN, "running"),
    DONE(State.DONE, "done");

    private final State state;
    private final String word;

    Standing(State state, String word) {
        this.state = state;
        this.word = word;
    }

    public State state() {
        return state;
    }

    public String word() {
        return word;
    }
}
