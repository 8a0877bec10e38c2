// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.bids.expression;

import com.fasterxml.jackson.databind.JsonNode;

/** A part of an expression that has a value by itself. */
interface Term {
    JsonNode value(Scope scope);
}
