// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import org.bidsforge.store.StoreException.Kind;

/**
 * Some bytes of a content, read from its source each time they are needed and never held in memory.
 *
 * @param name of the object, for messages
 */
public record Slice(String name, ObjectContent content, long offset, long length) {
    private static final int BUFFER = 1 << 17;

    /** Takes the bytes one after the other. */
    @FunctionalInterface
    public interface Taker {
        void take(byte[] buffer, int count) throws IOException;
    }

    /** The bytes' SHA-256 in hex. */
    public String sha256() throws IOException {
        MessageDigest digest = Digests.sha256();
        copy((buffer, count) -> digest.update(buffer, 0, count));
        return Digests.hex(digest.digest());
    }

    /**
     * Hands the bytes on.
     *
     * @throws ContentException if the source fails, or has another length than it was said to have
     */
    public void copy(Taker taker) throws IOException {
        try (InputStream in = open()) {
            byte[] buffer = new byte[(int) Math.min(BUFFER, Math.max(1, length))];
            long left = length;
            do {
                int wanted = (int) Math.min(buffer.length, left);
                fill(in, buffer, wanted, left == wanted);
                taker.take(buffer, wanted);
                left -= wanted;
            } while (left > 0);
        }
    }

    private InputStream open() throws IOException {
        try {
            InputStream in = content.open();
            in.skipNBytes(offset);
            return in;
        } catch (EOFException e) {
            throw unlike("ends before byte " + offset);
        } catch (IOException e) {
            throw new ContentException(e);
        }
    }

    /**
     * Reads that many bytes. The slice's last ones are given only when it is certain that they are the content's last as
     * well, if they should be: so a content longer than it was said to be never completes a request.
     */
    private void fill(InputStream in, byte[] buffer, int wanted, boolean last) throws IOException {
        int count;
        boolean more;
        try {
            count = in.readNBytes(buffer, 0, wanted);
            more = last && offset + length == content.size() && in.read() >= 0;
        } catch (IOException e) {
            throw new ContentException(e);
        }
        if (count < wanted) {
            throw unlike("ends earlier");
        }
        if (more) {
            throw unlike("is longer");
        }
    }

    private ContentException unlike(String found) {
        return new ContentException(new StoreException(
                Kind.PERMANENT, "put", name, "content was said to have " + content.size() + " bytes, but " + found));
    }
}
