// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.board;

/** Something that went wrong outside of any session; the message names no person. */
public record Incident(Kind kind, String message) {
    /** What happened; the name in lower case goes to the service. */
    public enum Kind {
        /** No room left in the spool. */
        SPACE,
        /** An object that could not be read. */
        OBJECT,
        /** A peer that does not speak DICOM or breaks off. */
        ASSOCIATION,
        /** An instance that came again with other bytes. */
        CONFLICT,
        /** The spool could not be written. */
        SPOOL
    }
}
