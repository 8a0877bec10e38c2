// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.bids;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A protocol name taken apart, before anything is decided by the kind of image. */
record ProtocolName(
        String text,
        String datatype,
        String suffix,
        Optional<Marker> session,
        Map<String, String> entities,
        Optional<Marker> run,
        List<String> ignored) {
    private static final Set<String> DATATYPES = Set.of("anat", "func", "dwi", "behav", "fmap");
    private static final List<String> FIRST_ENTITIES = List.of("task", "acq", "rec", "dir");
    private static final Pattern SCANNER_PREFIX = Pattern.compile("^[A-Z]*:");
    private static final Pattern UNDERSCORE = Pattern.compile("_");
    private static final Pattern BRACES = Pattern.compile("\\{([A-Za-z_]*)}");
    private static final Pattern NOT_IN_A_LABEL = Pattern.compile("[^0-9A-Za-z+=]");

    /** A name that asks for something that nobody can give. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        private final String reason;

        Unreadable(String reason) {
            super(reason);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }

    /** Reads a name; nothing when it does not begin as one of this convention does. */
    static Optional<ProtocolName> parse(String raw, Map<String, String> placeholders) throws Unreadable {
        String text = cleaned(raw);
        List<String> words = new ArrayList<>(List.of(UNDERSCORE.split(text, -1)));
        if (words.get(0).equals("bids")) {
            words.remove(0);
        }
        String first = words.isEmpty() ? "" : words.remove(0);
        if (first.equals("scout")) {
            first = "anat-scout";
        }
        int dash = first.indexOf('-');
        String datatype = dash < 0 ? first : first.substring(0, dash);
        if (!DATATYPES.contains(datatype)) {
            return Optional.empty();
        }
        Optional<Marker> session = Optional.empty();
        Optional<Marker> run = Optional.empty();
        Map<String, String> entities = new LinkedHashMap<>();
        List<String> ignored = new ArrayList<>();
        for (String word : words) {
            String key = key(word);
            String value = value(word, key.length(), placeholders);
            if (value.isEmpty()) {
                ignored.add(word);
            } else if (key.equals("ses")) {
                session = Optional.of(Marker.of(value));
            } else if (key.equals("run")) {
                run = Optional.of(runMarker(value));
            } else {
                entities.put(key, value);
            }
        }
        ignored.removeIf(String::isEmpty);
        String suffix = dash < 0 ? "" : first.substring(dash + 1);
        return Optional.of(new ProtocolName(text, datatype, suffix, session, inOrder(entities), run, ignored));
    }

    private static String cleaned(String raw) {
        String text = raw.replace("anat_T1w", "anat-T1w")
                .replace("hardi_64", "dwi_acq-hardi64")
                .replace("AAHead_Scout", "anat-scout")
                .strip();
        text = SCANNER_PREFIX.matcher(text).replaceFirst("");
        text = text.startsWith("WIP ") ? text.substring(4).strip() : text;
        int comment = text.indexOf("__");
        return comment < 0 ? text : text.substring(0, comment);
    }

    /** The part before the dash; {@code run+} and {@code ses=} need none. */
    private static String key(String word) {
        int dash = word.indexOf('-');
        if (dash >= 0) {
            return word.substring(0, dash);
        }
        boolean sign = word.endsWith("+") || word.endsWith("=");
        return sign ? word.substring(0, word.length() - 1) : word;
    }

    private static String value(String word, int keyLength, Map<String, String> placeholders) throws Unreadable {
        String rest = word.substring(keyLength);
        String value = rest.startsWith("-") ? rest.substring(1) : rest;
        value = value.replace('-', 'X').replace('(', '{').replace(')', '}');
        if (word.startsWith("ses-") && value.equals("DATE")) {
            // Consoles that allow no brackets in names spell the placeholder so.
            value = "{date}";
        }
        String filled = fill(value, placeholders);
        boolean sign = filled.equals("+") || filled.equals("=");
        return sign ? filled : NOT_IN_A_LABEL.matcher(filled).replaceAll("").replace("=", "");
    }

    private static String fill(String value, Map<String, String> placeholders) throws Unreadable {
        Matcher braces = BRACES.matcher(value);
        StringBuilder filled = new StringBuilder();
        while (braces.find()) {
            MatchResult found = braces.toMatchResult();
            String known = placeholders.get(found.group(1));
            if (known == null) {
                throw new Unreadable("The placeholder must be one that is filled in: " + found.group());
            }
            braces.appendReplacement(filled, Matcher.quoteReplacement(known));
        }
        return braces.appendTail(filled).toString();
    }

    private static Marker runMarker(String value) throws Unreadable {
        Marker marker = Marker.of(value);
        boolean number = value.length() < 10 && value.chars().allMatch(c -> c >= '0' && c <= '9');
        if (marker.kind() == Marker.Kind.EXPLICIT && !number) {
            throw new Unreadable("A run must be a number, + or =: run-" + value);
        }
        return marker;
    }

    private static Map<String, String> inOrder(Map<String, String> entities) {
        Map<String, String> ordered = new LinkedHashMap<>();
        for (String key : FIRST_ENTITIES) {
            if (entities.containsKey(key)) {
                ordered.put(key, entities.getOrDefault(key, ""));
            }
        }
        entities.forEach(ordered::putIfAbsent);
        return ordered;
    }
}
