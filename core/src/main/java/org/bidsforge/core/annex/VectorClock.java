// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.annex;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The time stamp of a line in the git-annex branch. It only has to grow: the newest line wins.
 *
 * <p>BIDSforge counts from a fixed second instead of asking the clock, so that the day of a visit does not leak and the
 * same input gives the same bytes; the fixed second is the one that DataLad's "fake dates" begin with.
 */
public record VectorClock(BigDecimal seconds) implements Comparable<VectorClock> {
    /** 2005-04-07T22:13:13Z. */
    public static final long BASE = 1112911993L;

    /** The clock of lines that carry none. */
    static final VectorClock UNKNOWN = new VectorClock(BigDecimal.ZERO);

    private static final Pattern SPELLING = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,18})?s?");

    public static VectorClock base() {
        return new VectorClock(BigDecimal.valueOf(BASE));
    }

    /** The time for a line that must win over one of this second. */
    public static long next(long newestSeconds) {
        return Math.max(BASE, newestSeconds + 1);
    }

    /** The clock for a line that must win over this one. */
    public VectorClock next() {
        long whole = seconds.setScale(0, RoundingMode.FLOOR).longValue();
        return new VectorClock(BigDecimal.valueOf(next(whole)));
    }

    static Optional<VectorClock> parse(String text) {
        if (!SPELLING.matcher(text).matches()) {
            return Optional.empty();
        }
        String number = text.endsWith("s") ? text.substring(0, text.length() - 1) : text;
        return Optional.of(new VectorClock(new BigDecimal(number)));
    }

    @Override
    public int compareTo(VectorClock other) {
        return seconds.compareTo(other.seconds);
    }

    /** As git-annex writes it; the spelling that was read is kept, trailing zeros and all. */
    @Override
    public String toString() {
        return seconds.toPlainString() + "s";
    }
}
