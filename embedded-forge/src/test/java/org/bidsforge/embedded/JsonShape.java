// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The paths of a JSON document and the kinds of values at them; all items of a list are one. */
record JsonShape(Map<String, String> kinds) {
    private static final String UNKNOWN = "null";

    static JsonShape of(JsonNode node) {
        Map<String, String> kinds = new TreeMap<>();
        collect("", node, kinds);
        return new JsonShape(kinds);
    }

    /** Where another document differs; what is null or an empty list in one says nothing of what is in it. */
    TreeSet<String> differences(JsonShape other) {
        TreeSet<String> found = new TreeSet<>();
        compare(other, "missing", found);
        other.compare(this, "unexpected", found);
        return found;
    }

    private void compare(JsonShape other, String word, TreeSet<String> found) {
        kinds.forEach((path, kind) -> {
            String theirs = other.kinds.get(path);
            if (theirs == null && !other.silentAbout(path)) {
                found.add(word + " " + path);
            } else if (theirs != null && !theirs.equals(kind) && !theirs.equals(UNKNOWN) && !kind.equals(UNKNOWN)) {
                found.add("kind " + path + ": " + new TreeSet<>(List.of(kind, theirs)));
            }
        });
    }

    private boolean silentAbout(String path) {
        for (int end = path.length();
                end > 0;
                end = Math.max(path.lastIndexOf('.', end - 1), path.lastIndexOf('[', end - 1))) {
            String above = path.substring(0, end);
            String kind = kinds.get(above);
            if (kind != null) {
                boolean emptyList = kind.equals("array") && !kinds.containsKey(above + "[]");
                return kind.equals(UNKNOWN) || emptyList;
            }
        }
        return false;
    }

    private static void collect(String path, JsonNode node, Map<String, String> kinds) {
        String kind = node.getNodeType().name().toLowerCase(Locale.ROOT);
        kinds.merge(path, kind, (old, now) -> old.equals(UNKNOWN) ? now : old);
        if (node.isObject()) {
            node.properties().forEach(field -> collect(path + "." + field.getKey(), field.getValue(), kinds));
        } else if (node.isArray()) {
            node.forEach(item -> collect(path + "[]", item, kinds));
        }
    }
}
