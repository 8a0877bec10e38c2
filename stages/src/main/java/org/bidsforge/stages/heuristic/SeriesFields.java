// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.heuristic;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.stages.rules.Key;

/** Finds the field of a series that an expression of a heuristic asks for, through the names that it was given. */
final class SeriesFields {
    /** The fields that heuristics know, by their places in the tuple. */
    private static final List<String> FIELDS = Key.FIELDS.subList(0, 28);

    private static final int MOST_STEPS = 20;

    private final String series;
    private final Map<String, Py> names;

    SeriesFields(String series, Map<String, Py> names) {
        this.series = series;
        this.names = names;
    }

    /** A field of the series, and whether it is compared in lower case. */
    record Field(String key, boolean lower) {
        boolean isList() {
            return key.equals("image_type");
        }
    }

    /** The expression that a name stands for. */
    Py resolved(Py expression) {
        Py resolved = expression;
        for (int steps = 0;
                steps < MOST_STEPS && resolved instanceof Py.Name name && names.containsKey(name.id());
                steps++) {
            resolved = names.getOrDefault(name.id(), resolved);
        }
        return resolved;
    }

    Optional<Field> field(Py expression) {
        Py resolved = resolved(expression);
        if (resolved instanceof Py.Attribute attribute && isSeries(attribute.of())) {
            return Optional.of(new Field(attribute.name(), false)).filter(one -> FIELDS.contains(one.key()));
        }
        if (resolved instanceof Py.Call call
                && call.arguments().isEmpty()
                && call.function() instanceof Py.Attribute method
                && method.name().equals("lower")) {
            return field(method.of()).filter(one -> !one.isList()).map(one -> new Field(one.key(), true));
        }
        if (resolved instanceof Py.Item item
                && resolved(item.index()) instanceof Py.Digits digits
                && digits.value().matches("[0-9]{1,2}")) {
            int index = Integer.parseInt(digits.value());
            if (isSeries(item.of())) {
                return index < FIELDS.size() ? Optional.of(new Field(FIELDS.get(index), false)) : Optional.empty();
            }
            return field(item.of())
                    .filter(one -> one.isList() && index < 10)
                    .map(one -> new Field(one.key() + "[" + index + "]", false));
        }
        return Optional.empty();
    }

    boolean isSeries(Py expression) {
        return expression instanceof Py.Name name && name.id().equals(series) && !names.containsKey(series);
    }
}
