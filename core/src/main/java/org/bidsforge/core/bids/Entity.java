// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.bids;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * An entity of the schema.
 *
 * @param key what stands in file names, such as {@code sub}
 * @param name what the schema's rules call it, such as {@code subject}
 * @param format the kind of its values: {@code label} or {@code index}
 * @param pattern what a value of this format looks like
 * @param values the only values there are; empty when all that fit the pattern are allowed
 */
public record Entity(String key, String name, String format, Pattern pattern, Set<String> values) {
    public Entity {
        values = Set.copyOf(values);
    }

    Optional<String> problemWith(String value) {
        if (!pattern.matcher(value).matches()) {
            return Optional.of(key + "- must be of the form " + format + " (" + pattern + "): " + value);
        }
        if (!values.isEmpty() && !values.contains(value)) {
            return Optional.of(key + "- must be one of " + String.join(", ", new TreeSet<>(values)) + ": " + value);
        }
        return Optional.empty();
    }
}
