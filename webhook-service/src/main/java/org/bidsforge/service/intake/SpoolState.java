// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.intake;

import java.util.Locale;
import java.util.Optional;

/** Where a session in an intake's spool is. */
public enum SpoolState {
    RECEIVING,
    CLOSED,
    DEIDENTIFYING,
    COMMITTING,
    COMMITTED,
    /** Held back until a person decides. */
    QUARANTINED,
    /** Held back until something else is there, a study for example. */
    WAITING;

    /** The word in the intake's messages. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<SpoolState> of(String label) {
        for (SpoolState state : values()) {
            if (state.label().equals(label)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
