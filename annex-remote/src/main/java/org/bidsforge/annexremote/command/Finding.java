// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.command;

/**
 * What doctor found out about one thing.
 *
 * @param remedy the line that mends it, if something is to be mended; else empty
 */
record Finding(String check, Verdict verdict, String says, String remedy) {
    enum Verdict {
        OK,
        NOTE,
        FAILED
    }

    static Finding ok(String check, String says) {
        return new Finding(check, Verdict.OK, says, "");
    }

    static Finding note(String check, String says, String remedy) {
        return new Finding(check, Verdict.NOTE, says, remedy);
    }

    static Finding failed(String check, String says, String remedy) {
        return new Finding(check, Verdict.FAILED, says, remedy);
    }
}
