// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often a transient failure is tried again, and how long in between: a random part of a delay that doubles each
 * time, so that many clients of a server that comes back do not come at once.
 */
public final class Retries {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final int attempts;
    private final Duration delay;

    /** What may fail transiently. */
    @FunctionalInterface
    public interface Attempt<T, E extends IOException> {
        T run() throws E;
    }

    public Retries(int attempts, Duration delay) {
        if (attempts < 1) {
            throw new IllegalArgumentException("there must be at least one attempt: " + attempts);
        }
        this.attempts = attempts;
        this.delay = delay;
    }

    public static Retries standard() {
        return new Retries(5, Duration.ofMillis(200));
    }

    public <T, E extends IOException> T run(Attempt<T, E> attempt) throws E {
        for (int tried = 1; ; tried++) {
            try {
                return attempt.run();
            } catch (IOException e) {
                boolean again = e instanceof StoreException failure && failure.isTransient();
                if (!again || !pauseAfter(tried)) {
                    throw e;
                }
            }
        }
    }

    /** Waits before the next attempt; false if there is none, or the thread was told to stop. */
    public boolean pauseAfter(int tried) {
        if (tried >= attempts) {
            return false;
        }
        long limit = Math.min(LONGEST.toMillis(), delay.toMillis() << Math.min(tried - 1, 16));
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(limit + 1));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
