// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.s3;

import io.minio.GetObjectResponse;
import java.io.IOException;
import java.io.InputStream;
import org.bidsforge.store.Retries;
import org.bidsforge.store.StoreException;
import org.jspecify.annotations.Nullable;

/** The content of one object, which asks for the rest of the same version when the connection breaks. */
final class S3Stream extends InputStream {
    private final S3ObjectStore store;
    private final Retries retries;
    private final String name;
    private final @Nullable String etag;
    private InputStream content;
    private long position;
    private int brokenInARow;

    S3Stream(S3ObjectStore store, Retries retries, String name, long offset) throws StoreException {
        this.store = store;
        this.retries = retries;
        this.name = name;
        this.position = offset;
        GetObjectResponse answer = store.get(name, offset, null);
        this.etag = answer.headers().get("ETag");
        this.content = answer;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (true) {
            try {
                int read = content.read(buffer, offset, length);
                if (read > 0) {
                    position += read;
                    brokenInARow = 0;
                }
                return read;
            } catch (IOException e) {
                resume(e);
            }
        }
    }

    private void resume(IOException broken) throws StoreException {
        content = InputStream.nullInputStream();
        while (etag != null && retries.pauseAfter(++brokenInARow)) {
            try {
                content = store.get(name, position, etag);
                return;
            } catch (StoreException e) {
                if (!e.isTransient()) {
                    throw e;
                }
            }
        }
        throw S3Failure.of("read", name, broken);
    }

    @Override
    public int available() throws IOException {
        return content.available();
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
