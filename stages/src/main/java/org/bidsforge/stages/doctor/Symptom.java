// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.doctor;

/**
 * What one check found.
 *
 * @param says what is there, or what is wrong
 * @param remedy the line that mends it; empty when nothing is wrong
 */
record Symptom(String check, Verdict verdict, String says, String remedy) {
    /** How bad it is. */
    enum Verdict {
        OK,
        /** The platform runs, but a person should know. */
        WARNING,
        FAILED
    }

    static Symptom ok(String check, String says) {
        return new Symptom(check, Verdict.OK, says, "");
    }

    static Symptom warning(String check, String says, String remedy) {
        return new Symptom(check, Verdict.WARNING, says, remedy);
    }

    static Symptom failed(String check, String says, String remedy) {
        return new Symptom(check, Verdict.FAILED, says, remedy);
    }
}
