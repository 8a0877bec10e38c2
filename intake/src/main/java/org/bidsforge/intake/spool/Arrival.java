// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.spool;

/** What became of a received object; in every case it may be acknowledged. */
public enum Arrival {
    STORED,
    /** The same bytes were here before: nothing was kept. */
    ALREADY_HERE,
    /** The instance was here before with other bytes: both are kept and a person decides. */
    CONFLICT
}
