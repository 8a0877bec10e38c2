// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.annex;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A value about one repository and when it was said: {@code <uuid> <value> timestamp=<time>s}. */
public record Stamped(String value, VectorClock clock) {
    private static final String STAMP = "timestamp=";

    public Stamped {
        if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("A value in a log must be one line: " + value);
        }
    }

    static SortedMap<String, Stamped> parse(String text) {
        TreeMap<String, Stamped> entries = new TreeMap<>();
        text.lines().forEach(line -> {
            int blank = line.indexOf(' ');
            if (blank > 0) {
                entries.merge(
                        line.substring(0, blank),
                        parseValue(line.substring(blank + 1)),
                        (a, b) -> b.clock.compareTo(a.clock) >= 0 ? b : a);
            }
        });
        return entries;
    }

    private static Stamped parseValue(String rest) {
        String value = rest.stripTrailing();
        int last = value.lastIndexOf(' ') + 1;
        if (value.startsWith(STAMP, last)) {
            Optional<VectorClock> clock = VectorClock.parse(value.substring(last + STAMP.length()));
            if (clock.isPresent()) {
                return new Stamped(value.substring(0, Math.max(0, last - 1)), clock.get());
            }
        }
        return new Stamped(value, VectorClock.UNKNOWN);
    }

    static String format(SortedMap<String, Stamped> entries) {
        return entries.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue().value + " " + STAMP + e.getValue().clock + "\n")
                .collect(Collectors.joining());
    }

    /** The entries with this value, later than all others; the same entries when the value is there already. */
    static SortedMap<String, Stamped> with(SortedMap<String, Stamped> entries, String uuid, String value) {
        if (uuid.isEmpty() || uuid.contains(" ")) {
            throw new IllegalArgumentException("A repository's UUID must be one word: " + uuid);
        }
        Optional<Stamped> known = Optional.ofNullable(entries.get(uuid));
        if (known.filter(k -> k.value.equals(value)).isPresent()) {
            return entries;
        }
        VectorClock newest = entries.values().stream()
                .map(Stamped::clock)
                .max(VectorClock::compareTo)
                .orElse(VectorClock.UNKNOWN);
        TreeMap<String, Stamped> changed = new TreeMap<>(entries);
        changed.put(uuid, new Stamped(value, newest.next()));
        return changed;
    }
}
