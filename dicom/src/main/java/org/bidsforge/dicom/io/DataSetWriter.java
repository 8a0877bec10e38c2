// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Element;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Vr;

/** Lays out one data set. Sequences are gathered in memory, for their lengths stand in front of them. */
final class DataSetWriter {
    private static final int FLUSH_AT = 1 << 15;
    private static final int UNDEFINED = -1;

    private final OutputStream out;
    private final Encoding encoding;
    private final SequenceLengths lengths;
    private byte[] buffer = new byte[FLUSH_AT * 2];
    private int size;
    private int depth;

    DataSetWriter(OutputStream out, Encoding encoding, SequenceLengths lengths) {
        this.out = out;
        this.encoding = encoding;
        this.lengths = lengths;
    }

    void writeAll(DataSet dataSet) throws IOException {
        write(dataSet);
        drain();
    }

    private void write(DataSet dataSet) throws IOException {
        for (Element element : dataSet) {
            if (element instanceof Element.Plain plain) {
                writePlain(plain);
            } else if (element instanceof Element.Sequence sequence) {
                writeSequence(sequence);
            } else if (element instanceof Element.Fragments fragments) {
                writeFragments(fragments);
            } else if (element instanceof Element.Reference reference) {
                writeReference(reference);
            }
        }
    }

    private void writePlain(Element.Plain plain) throws IOException {
        int length = plain.length();
        int padded = length + (length & 1);
        writeHead(plain.tag(), plain.vr(), padded);
        writeBytes(plain.buffer());
        if (padded > length) {
            ensure(1);
            buffer[size++] = plain.vr().padding();
        }
    }

    private void writeSequence(Element.Sequence sequence) throws IOException {
        depth++;
        boolean undefined = undefined(sequence.undefinedLength());
        writeHead(sequence.tag(), Vr.SQ, UNDEFINED);
        int start = size;
        for (DataSet item : sequence.items()) {
            boolean undefinedItem = undefined(item.undefinedLength());
            writeItemHead(Tag.ITEM, UNDEFINED);
            int itemStart = size;
            write(item);
            if (undefinedItem) {
                writeItemHead(Tag.ITEM_DELIMITATION, 0);
            } else {
                putInt(itemStart - 4, size - itemStart);
            }
        }
        if (undefined) {
            writeItemHead(Tag.SEQUENCE_DELIMITATION, 0);
        } else {
            putInt(start - 4, size - start);
        }
        depth--;
    }

    private boolean undefined(boolean asRead) {
        return switch (lengths) {
            case AS_READ -> asRead;
            case DEFINED -> false;
            case UNDEFINED -> true;
        };
    }

    private void writeFragments(Element.Fragments element) throws IOException {
        writeHead(element.tag(), element.vr(), UNDEFINED);
        for (ByteBuffer fragment : element.fragments()) {
            int length = fragment.remaining();
            writeItemHead(Tag.ITEM, length + (length & 1));
            writeBytes(fragment);
            if ((length & 1) == 1) {
                ensure(1);
                buffer[size++] = 0;
            }
        }
        writeItemHead(Tag.SEQUENCE_DELIMITATION, 0);
    }

    private void writeReference(Element.Reference reference) throws IOException {
        if (!reference.encapsulated() && reference.length() > 0xFFFFFFFEL) {
            throw new IOException("A value fits its length field: " + reference.length() + " bytes");
        }
        writeHead(reference.tag(), reference.vr(), reference.encapsulated() ? UNDEFINED : (int) reference.length());
        drain();
        try (FileChannel file = FileChannel.open(reference.file())) {
            file.position(reference.position());
            InputStream in = Channels.newInputStream(file);
            byte[] chunk = new byte[1 << 16];
            long left = reference.length();
            while (left > 0) {
                int read = in.read(chunk, 0, (int) Math.min(chunk.length, left));
                if (read < 0) {
                    throw new IOException("The file of the pixel data was cut: " + reference.file());
                }
                out.write(chunk, 0, read);
                left -= read;
            }
        }
    }

    private void writeHead(int tag, Vr vr, int length) throws IOException {
        if (depth == 0 && size > FLUSH_AT) {
            drain();
        }
        ensure(12);
        putTag(tag);
        if (!encoding.isExplicit()) {
            putInt(size, length);
            size += 4;
            return;
        }
        // PS3.5 section 6.2.2 note 1: what is too long for its own short length field goes as UN.
        Vr written = !vr.hasLongLength() && length > 0xFFFE ? Vr.UN : vr;
        buffer[size++] = (byte) written.name().charAt(0);
        buffer[size++] = (byte) written.name().charAt(1);
        if (!written.hasLongLength()) {
            putShort(size, length);
            size += 2;
            return;
        }
        putShort(size, 0);
        putInt(size + 2, length);
        size += 6;
    }

    private void writeItemHead(int tag, int length) throws IOException {
        ensure(8);
        putTag(tag);
        putInt(size, length);
        size += 4;
    }

    private void writeBytes(ByteBuffer bytes) throws IOException {
        int length = bytes.remaining();
        if (depth == 0 && length > FLUSH_AT) {
            drain();
            Channels.newChannel(out).write(bytes);
            return;
        }
        ensure(length);
        bytes.get(buffer, size, length);
        size += length;
    }

    private void putTag(int tag) {
        putShort(size, Tag.group(tag));
        putShort(size + 2, Tag.element(tag));
        size += 4;
    }

    private void putShort(int at, int value) {
        buffer[at] = (byte) value;
        buffer[at + 1] = (byte) (value >>> 8);
    }

    private void putInt(int at, int value) {
        putShort(at, value);
        putShort(at + 2, value >>> 16);
    }

    private void ensure(int count) throws IOException {
        if (count > Integer.MAX_VALUE - 16 - size) {
            throw new IOException("A sequence is larger than memory may hold");
        }
        if (size + count > buffer.length) {
            long doubled = Math.min(buffer.length * 2L, Integer.MAX_VALUE - 16);
            buffer = Arrays.copyOf(buffer, (int) Math.max(doubled, size + count));
        }
    }

    private void drain() throws IOException {
        out.write(buffer, 0, size);
        size = 0;
    }
}
