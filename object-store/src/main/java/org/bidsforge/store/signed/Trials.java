// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import java.util.function.LongSupplier;

/**
 * Decides whether one connection or several bring an object. One costs the least on both sides, so it is one as long as it
 * is fast. A machine that is busy looks the same as a network that is slow, so several are a trial: if that is not worth it,
 * it is one again, until that has been slow for long or is slower than several were.
 */
final class Trials {
    /** Bytes after which the speed of one connection is judged. */
    private static final long SAMPLE = 4 << 20;
    /** Bytes after which several connections are compared with one. */
    private static final long TRIAL = 24 << 20;
    /** Bytes that come over one connection after several were not worth it; twice as many each time. */
    static final long PATIENCE = 32 << 20;
    /** Bytes per second below which several may be faster, and how much faster they have to be. */
    private static final long SLOW = 100_000_000;

    private static final double WORTH = 1.3;

    private final LongSupplier nanos;
    private long sampled;
    private long waited;
    private long oneSince;
    /** Bytes per nanosecond, with the time that whoever reads takes. */
    private double oneSpeed;

    private double severalSpeed;
    /** From where on several are compared; negative as long as they have brought nothing. */
    private long trialStart;

    private long severalSince;

    private boolean compared;
    private long aloneUntil;
    private long patience = PATIENCE;

    Trials() {
        this(System::nanoTime);
    }

    Trials(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** One connection is to bring what follows. */
    void beginOne() {
        sampled = 0;
        waited = 0;
        oneSince = nanos.getAsLong();
    }

    /**
     * It has brought some; whether several shall be tried.
     *
     * @param position in the object, behind what came
     * @param waitedNanos how long it took to come, without the time of whoever reads
     */
    boolean isTooSlow(long position, long bytes, long waitedNanos) {
        sampled += bytes;
        waited += waitedNanos;
        if (sampled < SAMPLE) {
            return false;
        }
        boolean slow = sampled * 1_000_000_000.0 / Math.max(1, waited) < SLOW;
        oneSpeed = speed(sampled, oneSince);
        beginOne();
        return slow && (!isAlone(position) || oneSpeed * WORTH < severalSpeed);
    }

    /** Several are to bring what follows. */
    void beginSeveral() {
        trialStart = -1;
        compared = false;
        aloneUntil = 0;
    }

    /** They have brought all up to here. */
    void broughtUpTo(long position) {
        if (trialStart < 0) {
            trialStart = position;
            severalSince = nanos.getAsLong();
        } else if (!compared && position - trialStart >= TRIAL) {
            compared = true;
            severalSpeed = speed(position - trialStart, severalSince);
            if (severalSpeed < WORTH * oneSpeed) {
                aloneUntil = position + patience;
                patience *= 2;
            }
        }
    }

    private double speed(long bytes, long since) {
        return bytes / (double) Math.max(1, nanos.getAsLong() - since);
    }

    /** Whether there it shall be one connection, because several were not worth it. */
    boolean isAlone(long position) {
        return position < aloneUntil;
    }
}
