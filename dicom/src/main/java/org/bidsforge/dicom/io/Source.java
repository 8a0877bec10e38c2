// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.io;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import org.bidsforge.dicom.DicomException;

/**
 * Bytes of a file or stream, read ahead into an array that grows only by what has really arrived. Elements keep slices
 * of the array, so it is never reused.
 */
final class Source {
    private static final int FIRST = 16 << 10;
    private static final int LARGEST = Integer.MAX_VALUE - 16;

    private final InputStream in;
    private final long size;
    private byte[] buffer;
    private int position;
    private int filled;
    private long base;
    private boolean ended;

    /** {@code size} is the number of bytes there are, or negative when only reading will tell. */
    Source(InputStream in, long size) {
        this.in = in;
        this.size = size;
        this.buffer = new byte[size < 0 ? FIRST : (int) Math.min(FIRST, Math.max(size, 8))];
    }

    long offset() {
        return base + position;
    }

    /** Bytes that are still there; the largest long when only reading will tell. */
    long remaining() {
        return size < 0 ? Long.MAX_VALUE : size - offset();
    }

    byte[] array() {
        return buffer;
    }

    int position() {
        return position;
    }

    boolean atEnd() throws IOException {
        return !available(1);
    }

    /** Makes the next bytes available in the array, from {@link #position()} on. */
    void require(int count, int tag) throws IOException {
        if (filled - position < count && !available(count)) {
            throw new DicomException("Data end early: " + count + " bytes are missing", offset(), tag);
        }
    }

    boolean available(int count) throws IOException {
        if (filled - position >= count) {
            return true;
        }
        if (count > remaining()) {
            return false;
        }
        while (filled - position < count && !ended) {
            fill(count);
        }
        return filled - position >= count;
    }

    void skip(int count) {
        position += count;
    }

    /** Passes over bytes without keeping them. */
    void skipFar(long count, int tag) throws IOException {
        if (count > remaining()) {
            throw new DicomException("Data end early: " + count + " bytes are missing", offset(), tag);
        }
        int buffered = filled - position;
        if (count <= buffered) {
            position += (int) count;
            return;
        }
        base += position + count;
        in.skipNBytes(count - buffered);
        buffer = new byte[FIRST];
        position = 0;
        filled = 0;
    }

    int u8(int ahead) {
        return buffer[position + ahead] & 0xFF;
    }

    int u16(int ahead) {
        return u8(ahead) | (u8(ahead + 1) << 8);
    }

    int i32(int ahead) {
        return u16(ahead) | (u16(ahead + 2) << 16);
    }

    int u16Big(int ahead) {
        return (u8(ahead) << 8) | u8(ahead + 1);
    }

    int i32Big(int ahead) {
        return (u16Big(ahead) << 16) | u16Big(ahead + 2);
    }

    /** What was read ahead, then the rest of the input. */
    InputStream rest() {
        return new SequenceInputStream(new ByteArrayInputStream(buffer, position, filled - position), in);
    }

    private void fill(int count) throws IOException {
        if (filled == buffer.length) {
            grow(count);
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            ended = true;
        } else {
            filled += read;
        }
    }

    /** At most doubles for a stream; for a file, whose size backs the request, at once to what is asked for. */
    private void grow(int count) throws IOException {
        long wanted = (long) buffer.length * 2;
        if (size >= 0) {
            wanted = Math.min(Math.max(wanted, (long) position + count), position + remaining());
        }
        if (wanted > LARGEST) {
            if (buffer.length == LARGEST) {
                throw new DicomException("Data are too large to be kept in memory", offset(), 0);
            }
            wanted = LARGEST;
        }
        buffer = Arrays.copyOf(buffer, (int) Math.max(wanted, buffer.length + 1));
    }
}
