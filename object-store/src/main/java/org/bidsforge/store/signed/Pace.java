// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

/** How long ranges of one object usually take, the last ones counting most. */
final class Pace {
    private static final int MEMORY = 8;
    private static final int LATE = 2;

    private long usualNanos;

    synchronized void took(long nanos) {
        usualNanos = usualNanos == 0 ? nanos : usualNanos + (nanos - usualNanos) / MEMORY;
    }

    /** Whether that is much longer than usual; not as long as nothing is usual. */
    synchronized boolean isLate(long nanos) {
        return usualNanos > 0 && nanos > LATE * usualNanos;
    }
}
