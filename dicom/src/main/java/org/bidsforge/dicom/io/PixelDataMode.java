// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.io;

/** What a reader does when it meets pixel data. */
public enum PixelDataMode {
    /** Keeps them in memory. */
    READ,
    /** Ends there: the data set is the header. */
    STOP,
    /** Leaves them in the file, to be copied from there; in memory where their bytes must be changed to be of use. */
    REFER
}
