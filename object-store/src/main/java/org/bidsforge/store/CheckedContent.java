// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The bytes of an {@link ObjectContent} on their way into an adapter that is its own server: counts and digests them,
 * so that {@link #verify()} can refuse what is not what it was said to be.
 */
public final class CheckedContent extends FilterInputStream {
    private final String name;
    private final ObjectContent content;
    private final MessageDigest md5 = digest("MD5");
    private final Optional<MessageDigest> sha256;
    private long count;

    public CheckedContent(String name, ObjectContent content) throws IOException {
        super(content.open());
        this.name = name;
        this.content = content;
        this.sha256 = content.sha256().map(hex -> digest("SHA-256"));
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(algorithm + " is part of every Java", e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        if (read > 0) {
            count += read;
            if (count > content.size()) {
                throw refused("content is longer than its stated size " + content.size());
            }
            md5.update(buffer, offset, read);
            sha256.ifPresent(digest -> digest.update(buffer, offset, read));
            content.progress().accept(read);
        }
        return read;
    }

    @Override
    public long skip(long bytes) {
        return 0;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Call once, after the last byte: the MD5 of the content, which is now known to be as it was stated. */
    public String verify() throws StoreException {
        if (count != content.size()) {
            throw refused("content has " + count + " bytes, stated were " + content.size());
        }
        String found = HexFormat.of().formatHex(md5.digest());
        require("MD5", content.md5(), found);
        if (sha256.isPresent()) {
            require(
                    "SHA-256",
                    content.sha256(),
                    HexFormat.of().formatHex(sha256.get().digest()));
        }
        return found;
    }

    private void require(String digest, Optional<String> stated, String found) throws StoreException {
        if (stated.isPresent() && !stated.get().equals(found)) {
            throw refused("content has " + digest + " " + found + ", stated was " + stated.get());
        }
    }

    private StoreException refused(String reason) {
        return new StoreException(StoreException.Kind.PERMANENT, "put", name, reason);
    }
}
