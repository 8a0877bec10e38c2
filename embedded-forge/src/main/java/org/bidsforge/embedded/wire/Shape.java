// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.wire;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bidsforge.embedded.store.Moments;
import org.jspecify.annotations.Nullable;

/** A JSON object in the making; keeps the order in which fields were added. */
public final class Shape {
    static final String NEVER = "0001-01-01T00:00:00Z";

    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    public Shape with(String name, @Nullable Object value) {
        fields.put(name, value instanceof Shape shape ? shape.fields : value);
        return this;
    }

    public Shape at(String name, Instant moment) {
        return with(name, moment.toString());
    }

    /** Null until it has happened. */
    Shape atOrNull(String name, Instant moment) {
        return with(name, Moments.happened(moment) ? moment.toString() : null);
    }

    public Map<String, @Nullable Object> fields() {
        return fields;
    }
}
