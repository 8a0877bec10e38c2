// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.work;

/** How far a dispatched run is, as far as the ledger knows. */
public enum WorkState {
    /** Written down before the forge is called, so that a crash between the two is seen. */
    DISPATCHING,
    RUNNING,
    FINISHED,
    /** Given up in favour of another; its ticket is void. */
    ABANDONED;

    public boolean live() {
        return this == DISPATCHING || this == RUNNING;
    }
}
