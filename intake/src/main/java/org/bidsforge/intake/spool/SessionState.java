// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.spool;

import java.util.Locale;

/**
 * Where a session stands. DEIDENTIFYING and COMMITTING are for the watcher: after a restart such a session begins again
 * as CLOSED, because every step gives the same bytes when it is done again.
 */
public enum SessionState {
    RECEIVING,
    CLOSED,
    DEIDENTIFYING,
    COMMITTING,
    COMMITTED,
    QUARANTINED;

    /** The word on the board. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean working() {
        return this == DEIDENTIFYING || this == COMMITTING;
    }
}
