// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.remote;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as git-annex's users write and read them: {@code 64MiB}, {@code 1 GB}, {@code 5242880}. */
public final class ByteCount {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,15})(\\.[0-9]{1,3})?\\s*([A-Za-z]*)");
    private static final Map<String, Long> UNITS = Map.ofEntries(
            Map.entry("", 1L),
            Map.entry("b", 1L),
            Map.entry("k", 1000L),
            Map.entry("kb", 1000L),
            Map.entry("m", 1_000_000L),
            Map.entry("mb", 1_000_000L),
            Map.entry("g", 1_000_000_000L),
            Map.entry("gb", 1_000_000_000L),
            Map.entry("kib", 1L << 10),
            Map.entry("mib", 1L << 20),
            Map.entry("gib", 1L << 30));
    private static final String[] SHOWN = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

    private ByteCount() {}

    static long parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        Long unit = matcher.matches() ? UNITS.get(matcher.group(3).toLowerCase(Locale.ROOT)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("a size is a number with a unit, such as 64MiB: " + text);
        }
        String fraction = matcher.group(2);
        return Math.round(Double.parseDouble(matcher.group(1) + (fraction == null ? "" : fraction)) * unit);
    }

    /** At most four digits, in the unit that fits. */
    public static String text(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < SHOWN.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, SHOWN[unit]);
    }
}
