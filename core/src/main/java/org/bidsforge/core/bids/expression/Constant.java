// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.bids.expression;

import com.fasterxml.jackson.databind.JsonNode;

/** A value that stands in the expression itself. */
record Constant(JsonNode value) implements Term {
    @Override
    public JsonNode value(Scope scope) {
        return value;
    }
}
