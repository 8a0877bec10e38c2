// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.deidentify;

import org.bidsforge.intake.commit.SessionCommit;

/** What packing a batch came to. */
public sealed interface Packing {
    /** Nothing in it gives a person away, as far as the gate can tell. */
    record Ready(SessionCommit commit) implements Packing {}

    /** A person must look; the reason names nobody. */
    record Stopped(String reason) implements Packing {}
}
