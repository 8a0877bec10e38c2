// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import java.util.OptionalLong;

/**
 * How an object is cut into parts. It follows from the object's size alone (and the setting), so that another machine
 * that continues an upload cuts in the same places.
 */
final class PartSize {
    /** Up to this size an object goes in one request. */
    static final long SINGLE = 16L << 20;

    private static final long MIB = 1L << 20;
    private static final long SMALLEST = 16 * MIB;
    /** Larger parts gain nothing and are what a cut loses. */
    private static final long USUAL_LARGEST = 64 * MIB;
    /** As long as parts may grow there are about so many. */
    private static final long USUAL_PARTS = 64;
    /** The most parts that S3 allows. */
    private static final long MOST_PARTS = 10_000;

    private PartSize() {}

    /** Whole MiB where the size decides. */
    static long of(long size, OptionalLong setting) {
        long least = (size + MOST_PARTS - 1) / MOST_PARTS;
        long wanted = setting.orElse(Math.min(USUAL_LARGEST, Math.max(SMALLEST, size / USUAL_PARTS)));
        return wanted >= least && setting.isPresent() ? wanted : roundUp(Math.max(wanted, least));
    }

    private static long roundUp(long bytes) {
        return (bytes + MIB - 1) / MIB * MIB;
    }
}
