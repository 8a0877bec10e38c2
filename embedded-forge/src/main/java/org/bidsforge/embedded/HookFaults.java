// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded;

/** What goes wrong with the deliveries of hooks, to try how robust their receiver is. */
public enum HookFaults {
    /** Each event is delivered once. */
    NONE,
    /** No event is delivered. */
    DROP,
    /** Each event is delivered twice, under two delivery numbers. */
    DOUBLE,
    /** Each event is delivered some seconds late. */
    DELAY
}
