// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.gitea;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A form with one file, as browsers send it. */
record Multipart(String field, String fileName, ByteBuffer content) {
    /** Cannot be part of a file by chance; fixed, so that equal calls are equal bytes. */
    private static final String BOUNDARY = "bidsforge-7b9c4e0f2a6d4c1e8f35";

    Multipart {
        if (!fileName.matches("[A-Za-z0-9._-]{1,200}")) {
            throw new IllegalArgumentException("An attachment needs a plain file name: " + fileName);
        }
    }

    String contentType() {
        return "multipart/form-data; boundary=" + BOUNDARY;
    }

    byte[] bytes() {
        String head = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + field + "\"; filename=\""
                + fileName + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        String tail = "\r\n--" + BOUNDARY + "--\r\n";
        byte[] before = head.getBytes(StandardCharsets.UTF_8);
        byte[] after = tail.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(before.length + content.remaining() + after.length)
                .put(before)
                .put(content.duplicate())
                .put(after)
                .array();
    }
}
