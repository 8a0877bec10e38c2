// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.bids;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One rule of the schema for raw files: which suffixes, extensions and entities may stand together.
 *
 * @param group the rule's name within the schema
 * @param entities by key, whether the entity is required or optional; all others are forbidden
 */
public record FileRule(
        String group, Set<String> datatypes, Set<String> suffixes, Set<String> extensions, Map<String, Need> entities) {
    /** Whether an entity must stand in the name, and the only values it may have there (empty: any). */
    public record Need(boolean required, Set<String> values) {
        public Need {
            values = Set.copyOf(values);
        }
    }

    public FileRule {
        datatypes = Set.copyOf(datatypes);
        suffixes = Set.copyOf(suffixes);
        extensions = Set.copyOf(extensions);
        entities = Map.copyOf(entities);
    }

    boolean isFor(String datatype, BidsName name) {
        return datatypes.contains(datatype) && suffixes.contains(name.suffix());
    }

    /** What keeps the name from following this rule, in the order of the name, then of the rule. */
    List<String> problemsWith(BidsName name) {
        List<String> problems = new ArrayList<>();
        if (!extensions.contains(name.extension())) {
            problems.add(name.suffix() + " must not have the extension " + name.extension());
        }
        name.entities().forEach((key, value) -> {
            Need need = entities.get(key);
            if (need == null) {
                problems.add(name.suffix() + " must not have the entity " + key + "-" + value);
            } else if (!need.values().isEmpty() && !need.values().contains(value)) {
                problems.add(name.suffix() + " must not have this value of " + key + "-: " + value);
            }
        });
        entities.entrySet().stream()
                .filter(e -> e.getValue().required() && name.entity(e.getKey()).isEmpty())
                .map(e -> name.suffix() + " must have the entity " + e.getKey() + "-")
                .sorted()
                .forEach(problems::add);
        return problems;
    }
}
