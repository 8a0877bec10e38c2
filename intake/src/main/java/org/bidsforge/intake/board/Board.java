// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.board;

/**
 * Where people see how the intake is doing. Neither call blocks or fails: receiving does not depend on who watches.
 * Nothing that is handed over may name a person. Thread-safe.
 */
public interface Board {
    /** The newest state of a session; an older one that was not shown yet is skipped. */
    void session(Progress progress);

    void incident(Incident incident);
}
