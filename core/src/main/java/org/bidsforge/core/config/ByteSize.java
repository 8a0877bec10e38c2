// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes, written as {@code 500M} or {@code 2G}: powers of 1024. */
public record ByteSize(long bytes) {
    private static final Pattern SPELLING = Pattern.compile("([0-9]{1,15})\\s*([KMGT]?)(?:I?B)?");
    private static final String UNITS = "KMGT";

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("A size must not be negative: " + bytes);
        }
    }

    public static ByteSize parse(String text) {
        Matcher spelling = SPELLING.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!spelling.matches()) {
            throw new IllegalArgumentException("A size must be a number with K, M, G or T, such as 500M: " + text);
        }
        int power = spelling.group(2).isEmpty() ? 0 : UNITS.indexOf(spelling.group(2)) + 1;
        try {
            return new ByteSize(Math.multiplyExact(Long.parseLong(spelling.group(1)), 1L << (10 * power)));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("A size must be below 8 exabytes: " + text, e);
        }
    }

    /** For people: {@code 1.5 GB}. */
    @Override
    public String toString() {
        if (bytes < 1024) {
            return bytes + " B";
        }
        int power = 1;
        double value = bytes / 1024.0;
        while (value >= 1024 && power < UNITS.length()) {
            value /= 1024;
            power++;
        }
        return String.format(Locale.ROOT, "%.1f %sB", value, UNITS.charAt(power - 1));
    }
}
