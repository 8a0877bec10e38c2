// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.annex;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What {@code git annex metadata} says about a key: lines of {@code <time>s <field> +<value> -<value> .. <field> ..}, of
 * which the newest to name a value says whether it is set. Lines are kept as they were read, since the newest alone do not
 * tell all.
 */
public record MetadataLog(List<String> lines) {
    private static final Pattern BLANK = Pattern.compile(" +");
    private static final Pattern FIELD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");
    private static final Pattern PLAIN = Pattern.compile("[^!\\s][^\\s]*");

    public MetadataLog {
        lines = List.copyOf(lines);
    }

    /** The path of a key's metadata in the git-annex branch. */
    public static String path(AnnexKey key) {
        return LocationLog.path(key) + ".met";
    }

    /** Lines that carry no time are left out, as git-annex does. */
    public static MetadataLog parse(String text) {
        return new MetadataLog(
                text.lines().filter(line -> clock(line).isPresent()).toList());
    }

    public String format() {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    /** The values that are set, by field; a field without any is not there. */
    public SortedMap<String, SortedSet<String>> values() {
        Map<String, Map<String, Said>> said = new HashMap<>();
        for (String line : lines) {
            VectorClock clock = clock(line).orElseThrow();
            String field = "";
            for (String word : words(line)) {
                if (word.startsWith("+") || word.startsWith("-")) {
                    Said now = new Said(clock, word.startsWith("+"));
                    said.computeIfAbsent(field, name -> new HashMap<>())
                            .merge(decode(word.substring(1)), now, Said::newer);
                } else {
                    field = word;
                }
            }
        }
        SortedMap<String, SortedSet<String>> values = new TreeMap<>();
        said.forEach((field, all) -> all.forEach((value, state) -> {
            if (state.set) {
                values.computeIfAbsent(field, name -> new TreeSet<>()).add(value);
            }
        }));
        return Collections.unmodifiableSortedMap(values);
    }

    /**
     * The log after each of these fields got these values in place of those it had, none where they are empty; the same log
     * when it says so already. Other fields stay.
     */
    public MetadataLog with(SortedMap<String, SortedSet<String>> fields) {
        SortedMap<String, SortedSet<String>> known = values();
        StringBuilder line = new StringBuilder();
        fields.forEach((field, wanted) -> {
            if (!FIELD.matcher(field).matches()) {
                throw new IllegalArgumentException(
                        "A field of metadata must be one word of letters and digits: " + field);
            }
            SortedSet<String> present = known.getOrDefault(field, Collections.emptySortedSet());
            List<String> changes = new ArrayList<>();
            wanted.stream()
                    .filter(value -> !present.contains(value))
                    .forEach(value -> changes.add("+" + encode(value)));
            present.stream()
                    .filter(value -> !wanted.contains(value))
                    .forEach(value -> changes.add("-" + encode(value)));
            if (!changes.isEmpty()) {
                line.append(' ').append(field).append(' ').append(String.join(" ", changes));
            }
        });
        if (line.length() == 0) {
            return this;
        }
        VectorClock newest = lines.stream()
                .flatMap(one -> clock(one).stream())
                .max(VectorClock::compareTo)
                .orElse(VectorClock.UNKNOWN);
        List<String> all = new ArrayList<>(lines);
        all.add(newest.next() + line.toString());
        return new MetadataLog(all);
    }

    private static Optional<VectorClock> clock(String line) {
        return VectorClock.parse(BLANK.split(line, 2)[0]);
    }

    private static List<String> words(String line) {
        String[] words = BLANK.split(line.stripTrailing());
        return List.of(words).subList(1, words.length);
    }

    private static String encode(String value) {
        if (PLAIN.matcher(value).matches()) {
            return value;
        }
        return "!" + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String word) {
        if (!word.startsWith("!")) {
            return word;
        }
        try {
            return new String(Base64.getDecoder().decode(word.substring(1)), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return word;
        }
    }

    private record Said(VectorClock clock, boolean set) {
        /** Of one time what sets wins, so that the order of lines does not matter. */
        Said newer(Said other) {
            int order = clock.compareTo(other.clock);
            return order > 0 || (order == 0 && set) ? this : other;
        }
    }
}
