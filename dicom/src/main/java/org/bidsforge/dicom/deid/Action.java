// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.deid;

/** What becomes of one element. */
enum Action {
    REMOVE,
    /** Stays, without a value. */
    EMPTY,
    /** Gets a value that means nothing. */
    DUMMY,
    /** Stays, unless one of the session's identifiers is in it. */
    KEEP,
    /** A sequence stays, each of its items is treated like a data set. */
    DESCEND,
    /** Each UID gets another. */
    UID,
    /** Each date is shifted. */
    SHIFT,
    /** Words that say nothing about a person stay. */
    CLEAN,
    /** The subject's name in the study. */
    SUBJECT,
    /** The study's name. */
    STUDY,
    /** A keyed hash in place of the device's own name. */
    DEVICE,
    /** An age of ninety years or more becomes eighty-nine. */
    AGE
}
