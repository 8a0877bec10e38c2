// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.s3;

import io.minio.Http;
import io.minio.errors.MinioException;
import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.bidsforge.store.Slice;
import org.jspecify.annotations.Nullable;

/** The body of an upload: a slice with the digests that the server must find in it. */
final class SliceBody extends Http.Body {
    private static final byte[] NOTHING = new byte[0];

    private final Slice slice;

    /**
     * @param sha256 hex
     * @param md5 Base64
     */
    SliceBody(Slice slice, String sha256, @Nullable String md5) {
        super(NOTHING, 0, Http.DEFAULT_MEDIA_TYPE, sha256, md5);
        this.slice = slice;
    }

    Slice slice() {
        return slice;
    }

    @Override
    public Http.RequestBody toRequestBody() throws MinioException {
        return new Http.RequestBody(new Streamed());
    }

    private final class Streamed extends RequestBody {
        @Override
        public MediaType contentType() {
            return Http.DEFAULT_MEDIA_TYPE;
        }

        @Override
        public long contentLength() {
            return slice.length();
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            slice.copy((buffer, count) -> {
                sink.write(buffer, 0, count);
                slice.content().progress().accept(count);
            });
        }
    }
}
