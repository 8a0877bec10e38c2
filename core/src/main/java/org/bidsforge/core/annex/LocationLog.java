// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.annex;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where a key's content is: one line per repository, {@code <time>s <1|0|X> <uuid>}, of which the newest counts. */
public record LocationLog(SortedMap<String, Line> lines) {
    private static final Pattern BLANK = Pattern.compile(" ");

    /** One repository's state: {@code 1} has it, {@code 0} has it not, {@code X} is dead. */
    public record Line(VectorClock clock, char status) {
        public Line {
            if (status != '1' && status != '0' && status != 'X') {
                throw new IllegalArgumentException("A location's state must be 1, 0 or X: " + status);
            }
        }

        boolean losesTo(Line other) {
            int order = clock.compareTo(other.clock);
            // A choice between lines of one time must be the same whichever side asks; a copy outweighs its loss.
            return order < 0 || (order == 0 && rank(status) < rank(other.status));
        }

        private static int rank(char status) {
            return switch (status) {
                case '1' -> 2;
                case '0' -> 1;
                default -> 0;
            };
        }
    }

    public LocationLog {
        lines = Collections.unmodifiableSortedMap(new TreeMap<>(lines));
    }

    public static LocationLog empty() {
        return new LocationLog(new TreeMap<>());
    }

    /** The path of a key's log in the git-annex branch. */
    public static String path(AnnexKey key) {
        return key.hashDirLower() + key.fileName() + ".log";
    }

    /** Reads a log as git-annex does: unknown lines are left out, of two lines of one time the first counts. */
    public static LocationLog parse(String text) {
        TreeMap<String, Line> lines = new TreeMap<>();
        text.lines().forEach(written -> {
            String[] words = BLANK.split(written, 3);
            if (words.length == 3 && words[1].length() == 1 && "01X".contains(words[1])) {
                VectorClock.parse(words[0])
                        .map(clock -> new Line(clock, words[1].charAt(0)))
                        .ifPresent(line ->
                                lines.merge(words[2], line, (a, b) -> b.clock().compareTo(a.clock()) > 0 ? b : a));
            }
        });
        return new LocationLog(lines);
    }

    public String format() {
        return lines.entrySet().stream()
                .map(e -> e.getValue().clock() + " " + e.getValue().status() + " " + e.getKey() + "\n")
                .collect(Collectors.joining());
    }

    /** The log after this repository got or lost the content; the same log when that is what it says already. */
    public LocationLog withPresence(String uuid, boolean present) {
        char status = present ? '1' : '0';
        Optional<Line> known = Optional.ofNullable(lines.get(uuid));
        if (known.filter(line -> line.status() == status).isPresent()) {
            return this;
        }
        VectorClock newest = lines.values().stream()
                .map(Line::clock)
                .max(VectorClock::compareTo)
                .orElse(VectorClock.UNKNOWN);
        TreeMap<String, Line> changed = new TreeMap<>(lines);
        changed.put(uuid, new Line(newest.next(), status));
        return new LocationLog(changed);
    }

    public boolean isPresent(String uuid) {
        return Optional.ofNullable(lines.get(uuid))
                .filter(line -> line.status() == '1')
                .isPresent();
    }

    /** What both logs know, the newest line of each repository. */
    public static LocationLog union(LocationLog a, LocationLog b) {
        TreeMap<String, Line> lines = new TreeMap<>(a.lines);
        b.lines.forEach((uuid, line) -> lines.merge(uuid, line, (old, other) -> old.losesTo(other) ? other : old));
        return new LocationLog(lines);
    }
}
