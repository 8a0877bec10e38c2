// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.inbox;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Waits that grow by a factor up to a ceiling, spread by a quarter so that retries do not march in step. */
public record Backoff(Duration first, int factor, Duration ceiling) {
    public Backoff {
        if (first.isNegative() || first.isZero() || factor < 1) {
            throw new IllegalArgumentException("a backoff grows from a positive wait: " + first + " x " + factor);
        }
    }

    /** The wait after the given number of failed attempts, from 1. */
    public Duration after(int attempts, RandomGenerator random) {
        double plain = first.toMillis() * Math.pow(factor, Math.max(0, attempts - 1));
        double bounded = Math.min(plain, (double) ceiling.toMillis());
        return Duration.ofMillis((long) (bounded * (0.75 + 0.5 * random.nextDouble())));
    }
}
