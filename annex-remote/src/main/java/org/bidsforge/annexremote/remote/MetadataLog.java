// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code git annex metadata} knows of a key: lines of a time, then fields, each with values set or unset. */
final class MetadataLog {
    private static final Pattern LINE = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,20})?)s (.*)");

    private MetadataLog() {}

    private record Change(double time, String text) {}

    static SortedMap<String, SortedSet<String>> parse(String log) {
        List<Change> changes = new ArrayList<>();
        for (String line : log.split("\n", -1)) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                changes.add(new Change(Double.parseDouble(matcher.group(1)), matcher.group(2)));
            }
        }
        changes.sort(Comparator.comparingDouble(Change::time));
        SortedMap<String, SortedSet<String>> fields = new TreeMap<>();
        changes.forEach(change -> apply(change.text(), fields));
        fields.values().removeIf(values -> values.isEmpty());
        return fields;
    }

    private static void apply(String text, Map<String, SortedSet<String>> fields) {
        SortedSet<String> values = new TreeSet<>();
        for (String word : text.split(" ", -1)) {
            if (word.startsWith("+")) {
                values.add(value(word.substring(1)));
            } else if (word.startsWith("-")) {
                values.remove(value(word.substring(1)));
            } else if (!word.isEmpty()) {
                values = fields.computeIfAbsent(word, absent -> new TreeSet<>());
            }
        }
    }

    private static String value(String word) {
        if (!word.startsWith("!")) {
            return word;
        }
        try {
            return new String(Base64.getDecoder().decode(word.substring(1)), UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return word;
        }
    }
}
