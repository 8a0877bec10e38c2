// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.deid;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;

/** The protocol block of GE scanners (0025,xx1B): a length of four bytes, then text in gzip. */
final class CompressedProtocol {
    private static final int LENGTH_FIELD = 4;
    private static final int LIMIT = 4 << 20;
    private static final int STORED = 0xFFFF;

    private CompressedProtocol() {}

    /** The text; empty where the block is damaged or larger than any protocol. */
    static Optional<byte[]> text(byte[] block) {
        if (block.length <= LENGTH_FIELD + 2 || block[LENGTH_FIELD] != 0x1F || block[LENGTH_FIELD + 1] != (byte) 0x8B) {
            return Optional.empty();
        }
        InputStream compressed = new ByteArrayInputStream(block, LENGTH_FIELD, block.length - LENGTH_FIELD);
        try (GZIPInputStream in = new GZIPInputStream(compressed)) {
            byte[] text = in.readNBytes(LIMIT + 1);
            return text.length > LIMIT ? Optional.empty() : Optional.of(text);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * A block of this text. It is stored, not deflated: compressors differ between machines, and the same object must
     * give the same bytes everywhere.
     */
    static byte[] block(byte[] text) {
        int blocks = text.length / STORED + 1;
        ByteBuffer out = ByteBuffer.allocate(LENGTH_FIELD + 10 + blocks * 5 + text.length + 8 + 1)
                .order(ByteOrder.LITTLE_ENDIAN);
        out.position(LENGTH_FIELD);
        out.put(new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, (byte) 0xFF});
        for (int i = 0; i < blocks; i++) {
            int length = Math.min(STORED, text.length - i * STORED);
            boolean last = i == blocks - 1;
            out.put((byte) (last ? 1 : 0)).putShort((short) length).putShort((short) ~length);
            out.put(text, i * STORED, length);
        }
        CRC32 checksum = new CRC32();
        checksum.update(text);
        out.putInt((int) checksum.getValue()).putInt(text.length);
        int length = out.position();
        out.putInt(0, length - LENGTH_FIELD);
        return Arrays.copyOf(out.array(), length + (length & 1));
    }
}
