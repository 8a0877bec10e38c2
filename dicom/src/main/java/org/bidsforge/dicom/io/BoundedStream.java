// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.io;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.bidsforge.dicom.DicomException;

/** Refuses to hand on more than so many bytes: a small deflated file can unfold to any size. */
final class BoundedStream extends FilterInputStream {
    private final long bound;
    private long count;

    BoundedStream(InputStream in, long bound) {
        super(in);
        this.bound = bound;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        count += Math.max(read, 0);
        if (count > bound) {
            throw new DicomException("The data set inflates to more than " + bound + " bytes", count, 0);
        }
        return read;
    }
}
