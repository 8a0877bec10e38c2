// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.spool;

/** A person's answer to objects that came twice with other bytes: which of the two goes on. */
public enum Keep {
    FIRST,
    SECOND
}
