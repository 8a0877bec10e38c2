// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.bids;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The parts of a BIDS file name: entities by their short keys ({@code sub}, {@code ses}, {@code task} ..), suffix, and
 * extension with its dot. Which parts may stand together, and in which order, is the schema's to say.
 */
public record BidsName(Map<String, String> entities, String suffix, String extension) {
    private static final int LONGEST = 255;
    private static final Pattern ENTITY = Pattern.compile("([a-zA-Z0-9]+)-([^_-]+)");
    private static final Pattern UNDERSCORE = Pattern.compile("_");

    public BidsName {
        entities = Collections.unmodifiableMap(new LinkedHashMap<>(entities));
    }

    public static BidsName of(Map<String, String> entities, String suffix, String extension) {
        return new BidsName(entities, suffix, extension);
    }

    /** Takes a file name apart; nothing when it is not made of entities, a suffix and an extension. */
    public static Optional<BidsName> parse(String fileName) {
        int dot = fileName.indexOf('.');
        String stem = dot < 0 ? fileName : fileName.substring(0, dot);
        if (fileName.length() > LONGEST || fileName.contains("/")) {
            return Optional.empty();
        }
        String[] parts = UNDERSCORE.split(stem, -1);
        Map<String, String> entities = new LinkedHashMap<>();
        for (int i = 0; i < parts.length - 1; i++) {
            Matcher entity = ENTITY.matcher(parts[i]);
            if (!entity.matches() || entities.containsKey(entity.group(1))) {
                return Optional.empty();
            }
            entities.put(entity.group(1), entity.group(2));
        }
        String suffix = parts[parts.length - 1];
        if (suffix.isEmpty() || suffix.contains("-")) {
            return Optional.empty();
        }
        return Optional.of(new BidsName(entities, suffix, dot < 0 ? "" : fileName.substring(dot)));
    }

    public Optional<String> entity(String key) {
        return Optional.ofNullable(entities.get(key));
    }

    public BidsName with(String key, String value) {
        Map<String, String> changed = new LinkedHashMap<>(entities);
        changed.put(key, value);
        return new BidsName(changed, suffix, extension);
    }

    public BidsName without(String key) {
        Map<String, String> changed = new LinkedHashMap<>(entities);
        changed.remove(key);
        return new BidsName(changed, suffix, extension);
    }

    public BidsName withSuffix(String changed) {
        return new BidsName(entities, changed, extension);
    }

    public BidsName withExtension(String changed) {
        return new BidsName(entities, suffix, changed);
    }

    /** The parts in the order in which they were given; {@link BidsSchema#fileName} puts them in the legal one. */
    @Override
    public String toString() {
        return entities.entrySet().stream()
                        .map(e -> e.getKey() + "-" + e.getValue() + "_")
                        .collect(Collectors.joining())
                + suffix
                + extension;
    }
}
