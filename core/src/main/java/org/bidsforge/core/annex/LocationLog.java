// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

package org.bidsforge.core.annex;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
            // Of two lines of one time the one that knows of a copy wins: a copy that is thought lost is never fetched.
            return order < 0 || (order == 0 && status < other.status && other.status != 'X');
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

    /** Reads a log; lines that are none of git-annex's are left out, as git-annex does. */
    public static LocationLog parse(String text) {
        TreeMap<String, Line> lines = new TreeMap<>();
        text.lines().forEach(line -> {
            String[] words = BLANK.split(line, 3);
            if (words.length == 3 && words[1].length() == 1 && "01X".contains(words[1])) {
                VectorClock.parse(words[0])
                        .ifPresent(clock -> merge(lines, words[2], new Line(clock, words[1].charAt(0))));
            }
        });
        return new LocationLog(lines);
    }

    private static void merge(SortedMap<String, Line> lines, String uuid, Line line) {
        lines.merge(uuid, line, (old, other) -> old.losesTo(other) ? other : old);
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
        Stream.of(b).flatMap(log -> log.lines.entrySet().stream()).forEach(e -> merge(lines, e.getKey(), e.getValue()));
        return new LocationLog(lines);
    }
}
