// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom;

import java.io.IOException;
import java.io.Serial;

/** Bytes that are no valid DICOM; says at which offset and in which element the reader gave up. */
public final class DicomException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final long offset;
    private final int tag;

    public DicomException(String problem, long offset, int tag) {
        super(problem + " at offset " + offset + (tag == 0 ? "" : " in " + Tag.toString(tag)));
        this.problem = problem;
        this.offset = offset;
        this.tag = tag;
    }

    /** What is wrong, without the place. */
    public String problem() {
        return problem;
    }

    public long offset() {
        return offset;
    }

    /** The element that was being read; 0 when there was none. */
    public int tag() {
        return tag;
    }
}
