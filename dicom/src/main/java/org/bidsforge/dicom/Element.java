// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** One element of a data set. Values are kept as little-endian bytes and decoded when asked for. */
public abstract sealed class Element {
    private final int tag;
    private final Vr vr;

    private Element(int tag, Vr vr) {
        this.tag = tag;
        this.vr = vr;
    }

    public static Plain of(int tag, Vr vr, byte[] value) {
        return new Plain(tag, vr, value, 0, value.length);
    }

    public final int tag() {
        return tag;
    }

    public final Vr vr() {
        return vr;
    }

    @Override
    public final String toString() {
        return Tag.toString(tag) + " " + vr;
    }

    /** A value in memory; many elements of one file share the array it was read into. */
    public static final class Plain extends Element {
        private final byte[] array;
        private final int offset;
        private final int length;

        /** Takes the slice as it is; the caller must not change it afterwards. */
        public Plain(int tag, Vr vr, byte[] array, int offset, int length) {
            super(tag, vr);
            if (offset < 0 || length < 0 || offset > array.length - length) {
                throw new IllegalArgumentException("A value lies inside its array: " + offset + "+" + length);
            }
            this.array = array;
            this.offset = offset;
            this.length = length;
        }

        public int length() {
            return length;
        }

        public boolean isEmpty() {
            return length == 0;
        }

        public byte[] toByteArray() {
            return Arrays.copyOfRange(array, offset, offset + length);
        }

        /** A read-only view, little endian. */
        public ByteBuffer buffer() {
            return ByteBuffer.wrap(array, offset, length)
                    .slice()
                    .asReadOnlyBuffer()
                    .order(ByteOrder.LITTLE_ENDIAN);
        }

        byte byteAt(int index) {
            return array[offset + index];
        }

        /** The bytes as Latin-1, without the padding at the end. */
        String asciiText() {
            int end = offset + length;
            while (end > offset && (array[end - 1] == 0 || array[end - 1] == ' ')) {
                end--;
            }
            return new String(array, offset, end - offset, StandardCharsets.ISO_8859_1);
        }
    }

    /** Nested data sets. */
    public static final class Sequence extends Element {
        private final List<DataSet> items;
        private final boolean undefinedLength;

        public Sequence(int tag, List<DataSet> items, boolean undefinedLength) {
            super(tag, Vr.SQ);
            this.items = List.copyOf(items);
            this.undefinedLength = undefinedLength;
        }

        public List<DataSet> items() {
            return items;
        }

        /** Whether it was read with, and is to be written with, a delimiter in place of a length. */
        public boolean undefinedLength() {
            return undefinedLength;
        }
    }

    /** Encapsulated pixel data: the offset table (maybe empty) and the fragments, never decoded. */
    public static final class Fragments extends Element {
        private final List<ByteBuffer> fragments;

        public Fragments(int tag, Vr vr, List<ByteBuffer> fragments) {
            super(tag, vr);
            this.fragments = List.copyOf(fragments);
        }

        public List<ByteBuffer> fragments() {
            return fragments.stream().map(ByteBuffer::asReadOnlyBuffer).toList();
        }
    }

    /** A value that stayed in its file, to be copied from there byte by byte. */
    public static final class Reference extends Element {
        private final Path file;
        private final long position;
        private final long length;
        private final boolean encapsulated;

        public Reference(int tag, Vr vr, Path file, long position, long length, boolean encapsulated) {
            super(tag, vr);
            this.file = file;
            this.position = position;
            this.length = length;
            this.encapsulated = encapsulated;
        }

        public Path file() {
            return file;
        }

        public long position() {
            return position;
        }

        /** Bytes in the file; with encapsulated pixel data all items up to and with the delimiter. */
        public long length() {
            return length;
        }

        public boolean encapsulated() {
            return encapsulated;
        }
    }
}
