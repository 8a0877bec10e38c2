// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The content of one answer, up to where its framing says (RFC 9112, section 6.3). */
final class Content extends InputStream {
    private static final int LONGEST_LINE = 1 << 12;
    private static final int MOST_TRAILERS = 100;
    private static final long UNTIL_CLOSED = Long.MAX_VALUE;

    private final Link link;
    private final boolean chunked;
    private final boolean framed;
    /** Bytes of this chunk, or of all. */
    private long left;

    private boolean begun;
    private boolean ended;

    private Content(Link link, long length, boolean chunked) {
        this.link = link;
        this.left = length;
        this.chunked = chunked;
        this.framed = length != UNTIL_CLOSED;
        this.ended = length == 0 && !chunked;
    }

    static Content of(Link link, Head head, boolean hasContent) throws IOException {
        if (!hasContent || head.status() == 204 || head.status() == 304) {
            return new Content(link, 0, false);
        }
        String coding = head.field("transfer-encoding").orElse("");
        if (!coding.isEmpty()) {
            if (!coding.equalsIgnoreCase("chunked")) {
                throw new IOException("the answer is coded in an unknown way");
            }
            return new Content(link, 0, true);
        }
        String length = head.field("content-length").orElse("");
        if (length.isEmpty()) {
            return new Content(link, UNTIL_CLOSED, false);
        }
        return new Content(link, number(length, 10), false);
    }

    private static long number(String text, int radix) throws IOException {
        // No sign, and no more than fits.
        if (text.isEmpty() || text.length() > (radix == 10 ? 18 : 15) || Character.digit(text.charAt(0), radix) < 0) {
            throw new IOException("the answer has no valid length");
        }
        try {
            return Long.parseLong(text, radix);
        } catch (NumberFormatException e) {
            throw new IOException("the answer has no valid length", e);
        }
    }

    /** Whether all has been read, so that the connection is free for what follows. */
    boolean isComplete() {
        return ended && framed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (chunked && left == 0 && !ended) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int read = link.read(bytes, offset, (int) Math.min(count, left));
        if (read < 0) {
            ended = true;
            if (framed) {
                throw new EOFException("the content ended " + left + " bytes early");
            }
            return -1;
        }
        if (framed) {
            left -= read;
            ended = left == 0 && !chunked;
        }
        return read;
    }

    private void nextChunk() throws IOException {
        if (begun && !link.line(LONGEST_LINE).isEmpty()) {
            throw new IOException("the answer's chunks are not as long as they say");
        }
        begun = true;
        String line = link.line(LONGEST_LINE);
        int semicolon = line.indexOf(';');
        left = number((semicolon < 0 ? line : line.substring(0, semicolon)).strip(), 16);
        if (left > 0) {
            return;
        }
        for (int i = 0; !link.line(LONGEST_LINE).isEmpty(); i++) {
            if (i == MOST_TRAILERS) {
                throw new IOException("the answer has too many trailers");
            }
        }
        ended = true;
    }
}
