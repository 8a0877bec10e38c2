// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Content that should be short and soon complete, and is an error if it is not. */
final class ShortStream extends FilterInputStream {
    private final long most;
    private final Duration limit;
    private final long start = System.nanoTime();
    private long count;

    ShortStream(InputStream in, long most, Duration limit) {
        super(in);
        this.most = most;
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        count += Math.max(0, read);
        if (count > most) {
            throw new IOException("the answer is longer than " + most + " bytes");
        }
        if (System.nanoTime() - start > limit.toNanos()) {
            throw new IOException("the answer takes longer than " + limit.toSeconds() + " s");
        }
        return read;
    }
}
