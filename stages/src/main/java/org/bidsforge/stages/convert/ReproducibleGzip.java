// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Gzip (RFC 1952) without name and time: the same content gives the same bytes, and BIDS forbids both in images. */
final class ReproducibleGzip {
    private static final int LEVEL = 6;
    private static final int BLOCK = 1 << 16;
    private static final byte UNKNOWN_SYSTEM = (byte) 0xFF;
    private static final byte[] HEADER = {0x1F, (byte) 0x8B, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, UNKNOWN_SYSTEM};

    private ReproducibleGzip() {}

    static void compress(Path from, Path to) throws IOException {
        try (InputStream in = Files.newInputStream(from);
                OutputStream out = Files.newOutputStream(to)) {
            compress(in, out);
        }
    }

    static void compress(InputStream in, OutputStream out) throws IOException {
        out.write(HEADER);
        CRC32 checksum = new CRC32();
        long size = 0;
        Deflater deflater = new Deflater(LEVEL, true);
        try {
            DeflaterOutputStream compressed = new DeflaterOutputStream(out, deflater, BLOCK);
            byte[] block = new byte[BLOCK];
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                checksum.update(block, 0, read);
                compressed.write(block, 0, read);
                size += read;
            }
            compressed.finish();
        } finally {
            deflater.end();
        }
        byte[] trailer = new byte[8];
        ByteBuffer.wrap(trailer)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) checksum.getValue())
                .putInt((int) size);
        out.write(trailer);
    }
}
