// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.io;

/**
 * What a reader accepts. Lengths are believed only as far as bytes are there to back them, so these bounds matter for
 * data that unfold in memory: nesting, many tiny elements, deflated data sets.
 *
 * @param depth nesting levels of sequences
 * @param elements elements and items of one file, over all levels
 * @param total bytes of one data set after inflating
 */
public record Limits(int depth, int elements, long total) {
    public static final Limits DEFAULT = new Limits(32, 4_000_000, 4L << 30);

    public Limits {
        if (depth < 1 || depth > 256 || elements < 1 || total < 1) {
            throw new IllegalArgumentException(
                    "Limits are positive, the depth at most 256: " + depth + ", " + elements + ", " + total);
        }
    }
}
