// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as the API has them: whole seconds, 1970 for "not yet". */
public final class Moments {
    private Moments() {}

    public static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    static Instant of(long seconds) {
        return Instant.ofEpochSecond(seconds);
    }

    /** Whether something has happened at all. */
    public static boolean happened(Instant moment) {
        return moment.getEpochSecond() != 0;
    }
}
