// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.heuristic;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bidsforge.core.bids.BidsSchema;

/** Reads the template of a heuristic's key as the place that a rule gives: datatype, suffix and entities. */
final class KeyTemplate {
    private static final Pattern PREFIX =
            Pattern.compile("^(\\{bids_subject_session_prefix}|(sub-)?\\{subject}(_(ses-)?\\{session})?)(_|$)");
    private static final Pattern ITEM = Pattern.compile("\\{item(?::0?([1-9])d)?}");
    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z_]+)(?::[^}]*)?}");
    private static final Pattern ENTITY = Pattern.compile("([a-zA-Z0-9]+)-(.+)");
    private static final int RUN_DIGITS = 2;

    private final BidsSchema schema;

    KeyTemplate(BidsSchema schema) {
        this.schema = schema;
    }

    /**
     * A place in a dataset, or why there is none.
     *
     * @param problem empty where the place is one
     * @param difference what comes out differently, empty when nothing does
     */
    record Place(String datatype, String suffix, Map<String, String> entities, String problem, String difference) {
        static Place none(String problem) {
            return new Place("", "", Map.of(), problem, "");
        }
    }

    /** {@code values} fill the places that the heuristic names itself. */
    Place read(String template, Map<String, String> values) {
        String[] folders = template.split("/", -1);
        String file = folders[folders.length - 1];
        if (folders.length < 2) {
            return Place.none("the template has no folder: " + template);
        }
        String datatype = folders[folders.length - 2];
        String rest = PREFIX.matcher(file).replaceFirst("");
        String[] parts = rest.split("_", -1);
        String suffix = parts[parts.length - 1];
        if (!schema.suffixesOf(datatype).contains(suffix)) {
            return Place.none("BIDS has no " + datatype + "/" + suffix);
        }
        Map<String, String> entities = new LinkedHashMap<>();
        String difference = "";
        for (int i = 0; i < parts.length - 1; i++) {
            Matcher entity = ENTITY.matcher(parts[i]);
            if (!entity.matches() || !schema.allows(datatype, suffix, entity.group(1))) {
                return Place.none(datatype + "/" + suffix + " cannot have " + parts[i]);
            }
            Optional<String> label = label(entity.group(1), entity.group(2), values);
            if (label.isEmpty()) {
                return Place.none("nothing fills " + parts[i]);
            }
            if (entity.group(1).equals("ses") || entity.group(1).equals("sub")) {
                return Place.none("a subject or session is not a rule's to say: " + parts[i]);
            }
            entities.put(entity.group(1), label.get());
            if (label.get().equals("+")) {
                difference = width(entity.group(2));
            }
        }
        return new Place(datatype, suffix, entities, "", difference);
    }

    /** The label with its places filled; an item can only be a run. */
    private static Optional<String> label(String entity, String text, Map<String, String> values) {
        if (ITEM.matcher(text).matches()) {
            return entity.equals("run") ? Optional.of("+") : Optional.empty();
        }
        Matcher place = PLACE.matcher(text);
        StringBuilder label = new StringBuilder();
        while (place.find()) {
            String value = values.get(place.group(1));
            if (value == null) {
                return Optional.empty();
            }
            place.appendReplacement(label, Matcher.quoteReplacement(value));
        }
        place.appendTail(label);
        return label.length() == 0 ? Optional.empty() : Optional.of(label.toString());
    }

    private static String width(String text) {
        Matcher item = ITEM.matcher(text);
        boolean same = item.matches() && item.group(1) != null && Integer.parseInt(item.group(1)) == RUN_DIGITS;
        return same ? "" : "runs are written with two digits";
    }
}
