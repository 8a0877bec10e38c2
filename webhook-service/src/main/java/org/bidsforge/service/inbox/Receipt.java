// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.inbox;

/** What became of an arrival; all of them are durable. */
public enum Receipt {
    STORED,
    /** Authentic, but of a kind that nothing depends on. */
    UNWANTED,
    /** The same delivery or the same content is in the inbox already. */
    DUPLICATE
}
