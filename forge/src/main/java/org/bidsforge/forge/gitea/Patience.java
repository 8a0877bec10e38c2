// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.gitea;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often and how long a busy forge is waited for. Waits double, with a random part so that many callers do not come
 * back at once; what the forge asks for is honoured up to the longest wait.
 */
record Patience(int tries, Duration first, Duration longest) {
    static final Patience USUAL = new Patience(5, Duration.ofMillis(250), Duration.ofSeconds(20));

    /** The waits of one call. */
    final class Turns {
        private int taken = 1;

        /** Waits for the next try; false when there is none left. */
        boolean next(Optional<Duration> asked) throws InterruptedException {
            if (taken >= tries) {
                return false;
            }
            long doubled = first.toMillis() << (taken - 1);
            long wait = Math.max(doubled, asked.orElse(Duration.ZERO).toMillis());
            long jitter = ThreadLocalRandom.current().nextLong(first.toMillis() + 1);
            taken++;
            Thread.sleep(Math.min(wait + jitter, longest.toMillis()));
            return true;
        }
    }

    Turns turns() {
        return new Turns();
    }
}
