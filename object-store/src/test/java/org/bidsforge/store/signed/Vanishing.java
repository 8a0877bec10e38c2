// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Content whose source breaks behind some bytes. */
final class Vanishing extends InputStream {
    private final ByteArrayInputStream bytes;
    private final IOException failure;

    Vanishing(byte[] bytes, int good, IOException failure) {
        this.bytes = new ByteArrayInputStream(bytes, 0, good);
        this.failure = failure;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = bytes.read(buffer, offset, length);
        if (read < 0) {
            throw failure;
        }
        return read;
    }

    @Override
    public long skip(long count) {
        return bytes.skip(count);
    }
}
