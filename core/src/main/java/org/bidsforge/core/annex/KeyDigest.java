// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.annex;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Hands bytes on and computes their size, MD5 and SHA-256 as they pass, so that content is read once.
 *
 * <p>The results may be asked for at any time and then describe the bytes so far. Not thread-safe.
 */
public final class KeyDigest extends FilterOutputStream implements WritableByteChannel {
    private final MessageDigest md5 = digest("MD5");
    private final MessageDigest sha256 = digest("SHA-256");
    private long size;
    private boolean open = true;

    public KeyDigest(OutputStream out) {
        super(out);
    }

    /** Computes only; the bytes go nowhere else. */
    public static KeyDigest ofPassingBytes() {
        return new KeyDigest(OutputStream.nullOutputStream());
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has " + algorithm, e);
        }
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
        md5.update((byte) b);
        sha256.update((byte) b);
        size++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        md5.update(bytes, offset, length);
        sha256.update(bytes, offset, length);
        size += length;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int length = source.remaining();
        byte[] bytes = new byte[Math.min(length, 1 << 16)];
        while (source.hasRemaining()) {
            int part = Math.min(bytes.length, source.remaining());
            source.get(bytes, 0, part);
            write(bytes, 0, part);
        }
        return length;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() throws IOException {
        open = false;
        super.close();
    }

    public long size() {
        return size;
    }

    public String md5Hex() {
        return hex(md5);
    }

    public String sha256Hex() {
        return hex(sha256);
    }

    private static String hex(MessageDigest digest) {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("The platform's digests can be cloned", e);
        }
    }

    public AnnexKey key(Backend backend, String fileName) {
        return switch (backend) {
            case MD5E -> AnnexKey.md5e(size, md5Hex(), fileName);
            case SHA256E -> AnnexKey.sha256e(size, sha256Hex(), fileName);
        };
    }
}
