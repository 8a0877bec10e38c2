// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.io;

/** How a writer marks the ends of sequences and items. */
public enum SequenceLengths {
    /** As each was read; new ones with a length. */
    AS_READ,
    DEFINED,
    UNDEFINED
}
