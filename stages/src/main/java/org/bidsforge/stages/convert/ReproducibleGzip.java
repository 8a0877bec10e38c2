// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import java.io.FilterOutputStream;
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
    /** Above it, images get a hundredth smaller and take twice as long. */
    static final int LEVEL = 4;

    private static final int BLOCK = 1 << 16;
    private static final byte UNKNOWN_SYSTEM = (byte) 0xFF;
    private static final byte[] HEADER = {0x1F, (byte) 0x8B, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, UNKNOWN_SYSTEM};

    private ReproducibleGzip() {}

    /** A stream that compresses what is written to it. */
    static final class Output extends FilterOutputStream {
        private final OutputStream file;
        private final Deflater deflater;
        private final CRC32 checksum = new CRC32();
        private long size;
        private boolean ended;

        Output(OutputStream file, int level) throws IOException {
            this(file, new Deflater(level, true));
        }

        private Output(OutputStream file, Deflater deflater) throws IOException {
            super(new DeflaterOutputStream(file, deflater, BLOCK));
            this.file = file;
            this.deflater = deflater;
            file.write(HEADER);
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            checksum.update(bytes, offset, length);
            out.write(bytes, offset, length);
            size += length;
        }

        @Override
        public void close() throws IOException {
            if (ended) {
                return;
            }
            ended = true;
            try {
                ((DeflaterOutputStream) out).finish();
                byte[] trailer = new byte[8];
                ByteBuffer.wrap(trailer)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt((int) checksum.getValue())
                        .putInt((int) size);
                file.write(trailer);
            } finally {
                deflater.end();
                file.close();
            }
        }
    }

    static void compress(Path from, Path to) throws IOException {
        try (InputStream in = Files.newInputStream(from);
                OutputStream out = Files.newOutputStream(to)) {
            compress(in, out);
        }
    }

    static void compress(InputStream in, OutputStream out) throws IOException {
        try (Output gzip = new Output(out, LEVEL)) {
            byte[] block = new byte[BLOCK];
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                gzip.write(block, 0, read);
            }
        }
    }
}
