// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.spool;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Whether a session's senders have had their say. Not thread-safe: its session guards it. */
final class Silence {
    /** An association that has sent nothing for so long keeps no session open; the server's time-out is shorter. */
    private static final Duration LONGEST_HOLD = Duration.ofMinutes(10);
    /** How much longer than others a session waits whose sender broke off: it mostly sends again soon. */
    private static final int PATIENCE = 10;

    private final InstantSource clock;
    private Instant lastArrival;
    private int associations;
    private boolean brokenOff;

    /** {@code brokenOff} if something was being sent when the program ended: it was not sent to its end. */
    Silence(InstantSource clock, boolean brokenOff) {
        this.clock = clock;
        this.brokenOff = brokenOff;
        lastArrival = clock.instant();
    }

    void arrived() {
        lastArrival = clock.instant();
    }

    void associationOpened() {
        associations++;
    }

    /** {@code released} if the sender ended it as it should be. */
    void associationEnded(boolean released) {
        associations--;
        brokenOff = !released;
        if (brokenOff) {
            arrived();
        }
    }

    boolean isHeld() {
        return associations > 0;
    }

    /** Whether nothing has come for so long, or ten times so long after a sender that broke off. */
    boolean hasLasted(Duration idle) {
        boolean held = isHeld() && isSince(LONGEST_HOLD);
        return !held && !isSince(brokenOff ? idle.multipliedBy(PATIENCE) : idle);
    }

    private boolean isSince(Duration age) {
        return lastArrival.plus(age).isAfter(clock.instant());
    }
}
