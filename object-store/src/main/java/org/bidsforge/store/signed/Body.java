// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.bidsforge.store.ContentException;
import org.bidsforge.store.Digests;
import org.bidsforge.store.http.Payload;

/** What a request carries; written again if the request is. */
interface Body extends Payload {
    /** Leaves it to TLS, or to another digest in the headers, to protect the content. */
    String UNSIGNED = "UNSIGNED-PAYLOAD";

    /** SHA-256 in hex, which the server compares; or {@link #UNSIGNED}. */
    String hash();

    /**
     * Writes all of it.
     *
     * @throws IOException that of the stream, or a {@link ContentException} with that of the content's own source
     */
    @Override
    void writeTo(OutputStream out) throws IOException;

    static Body of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        String hash = Digests.hex(Digests.sha256().digest(bytes));
        return new Body() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public String hash() {
                return hash;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(bytes);
            }
        };
    }
}
