// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.DicomException;
import org.bidsforge.dicom.Dictionary;
import org.bidsforge.dicom.Element;
import org.bidsforge.dicom.PrivateDictionary;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Vr;
import org.jspecify.annotations.Nullable;

/** Parses one data set (PS3.5 section 7). */
final class DataSetParser {
    private static final int UNDEFINED = -1;
    private static final long NO_END = Long.MAX_VALUE;

    private final Source source;
    private final Encoding encoding;
    private final Limits limits;
    private final PixelDataMode pixelData;
    private final @Nullable Path file;
    private int elements;
    private int depth;

    // The head of the element that is being read.
    private int tag;
    private Vr vr = Vr.UN;
    private int length;

    DataSetParser(Source source, Encoding encoding, Limits limits, PixelDataMode pixelData, @Nullable Path file) {
        this.source = source;
        this.encoding = encoding;
        this.limits = limits;
        this.pixelData = pixelData;
        this.file = file;
    }

    /** Reads to the end of the source, or to the pixel data when these are not wanted. */
    DataSet readAll() throws IOException {
        DataSet dataSet = new DataSet();
        while (!source.atEnd()) {
            readHead(encoding, dataSet);
            if (Tag.isPixelData(tag)) {
                if (pixelData == PixelDataMode.STOP) {
                    return dataSet;
                }
                if (pixelData == PixelDataMode.REFER && file != null && !encoding.isBig()) {
                    dataSet.put(reference(file));
                    continue;
                }
            }
            dataSet.put(readValue(encoding, dataSet, NO_END));
        }
        return dataSet;
    }

    /** Reads the elements of group 0002, which are explicit little endian in every file. */
    DataSet readMeta() throws IOException {
        DataSet meta = new DataSet();
        while (source.available(8) && source.u16(0) == 0x0002) {
            readHead(Encoding.EXPLICIT_LITTLE, meta);
            meta.put(readValue(Encoding.EXPLICIT_LITTLE, meta, NO_END));
        }
        return meta;
    }

    private void readHead(Encoding encoding, DataSet owner) throws IOException {
        if (++elements > limits.elements()) {
            throw problem("More than " + limits.elements() + " elements");
        }
        source.require(8, tag);
        tag = encoding.isBig() ? (source.u16Big(0) << 16) | source.u16Big(2) : (source.u16(0) << 16) | source.u16(2);
        if (!encoding.isExplicit() || Tag.group(tag) == 0xFFFE) {
            length = encoding.isBig() ? source.i32Big(4) : source.i32(4);
            vr = implicitVr(owner);
            source.skip(8);
            return;
        }
        Vr named = Vr.of(source.u8(4), source.u8(5)).orElse(null);
        if (named == null && !isFutureVr()) {
            throw problem("No value representation: " + source.u8(4) + ", " + source.u8(5));
        }
        vr = named == null ? Vr.UN : named;
        if (!vr.hasLongLength()) {
            length = encoding.isBig() ? source.u16Big(6) : source.u16(6);
            source.skip(8);
            return;
        }
        source.require(12, tag);
        length = encoding.isBig() ? source.i32Big(8) : source.i32(8);
        source.skip(12);
    }

    /** A representation of a later edition: two capitals, and the long form of lengths. */
    private boolean isFutureVr() {
        int first = source.u8(4);
        int second = source.u8(5);
        return first >= 'A' && first <= 'Z' && second >= 'A' && second <= 'Z';
    }

    private Vr implicitVr(DataSet owner) {
        if (Tag.isPrivate(tag)) {
            return Tag.isPrivateCreator(tag) ? Vr.LO : PrivateDictionary.vr(owner, tag);
        }
        Dictionary.Entry entry = Dictionary.entry(tag).orElse(null);
        if (entry == null) {
            return Dictionary.vr(tag);
        }
        // Such a value has the sign of the pixels.
        boolean signed = entry.choice()
                && entry.vr() == Vr.US
                && owner.getInt(Tag.PIXEL_REPRESENTATION).orElse(0) == 1;
        return signed ? Vr.SS : entry.vr();
    }

    private Element readValue(Encoding encoding, DataSet owner, long end) throws IOException {
        if (Tag.group(tag) == 0xFFFE) {
            throw problem("An item or delimiter where an element should be");
        }
        if (length == UNDEFINED) {
            return readUndefined(encoding, owner);
        }
        long size = length & 0xFFFFFFFFL;
        if (size > Math.min(source.remaining(), end - source.offset())) {
            throw problem("The length " + size + " is more than there is");
        }
        if (vr == Vr.SQ) {
            return readSequence(encoding, owner, source.offset() + size);
        }
        if (size > limits.total() || size > Integer.MAX_VALUE - 64) {
            throw problem("The length " + size + " is more than memory may hold");
        }
        return plain(encoding, (int) size);
    }

    private Element plain(Encoding encoding, int size) throws IOException {
        source.require(size, tag);
        int start = source.position();
        source.skip(size);
        if (!encoding.isBig() || vr.unit() == 1) {
            return new Element.Plain(tag, vr, source.array(), start, size);
        }
        byte[] swapped = new byte[size];
        int unit = vr.unit();
        for (int i = 0; i + unit <= size; i += unit) {
            for (int j = 0; j < unit; j++) {
                swapped[i + j] = source.array()[start + i + unit - 1 - j];
            }
        }
        return Element.of(tag, vr, swapped);
    }

    private Element readUndefined(Encoding encoding, DataSet owner) throws IOException {
        if (vr == Vr.SQ) {
            return readSequence(encoding, owner, NO_END);
        }
        if (Tag.isPixelData(tag) || vr == Vr.OB || vr == Vr.OW) {
            return readFragments();
        }
        if (vr == Vr.UN) {
            // PS3.5 section 6.2.2 note 2: a sequence whose items are implicit little endian.
            return readSequence(Encoding.IMPLICIT_LITTLE, owner, NO_END);
        }
        throw problem("A value of undefined length");
    }

    private Element readSequence(Encoding encoding, DataSet owner, long end) throws IOException {
        int sequence = tag;
        if (++depth > limits.depth()) {
            throw problem("Sequences are nested deeper than " + limits.depth());
        }
        List<DataSet> items = new ArrayList<>();
        while (source.offset() < end) {
            readHead(encoding, owner);
            if (tag == Tag.SEQUENCE_DELIMITATION && end == NO_END) {
                break;
            }
            if (tag != Tag.ITEM) {
                throw problem("No item where the sequence " + Tag.toString(sequence) + " should have one");
            }
            items.add(readItem(encoding, owner, end));
        }
        depth--;
        return new Element.Sequence(sequence, items, end == NO_END);
    }

    private DataSet readItem(Encoding encoding, DataSet owner, long sequenceEnd) throws IOException {
        DataSet item = new DataSet();
        item.nestedIn(owner);
        boolean undefined = length == UNDEFINED;
        item.undefinedLength(undefined);
        long size = length & 0xFFFFFFFFL;
        if (!undefined && size > Math.min(source.remaining(), sequenceEnd - source.offset())) {
            throw problem("The item's length " + size + " is more than there is");
        }
        long end = undefined ? sequenceEnd : source.offset() + size;
        while (undefined || source.offset() < end) {
            readHead(encoding, item);
            if (undefined && tag == Tag.ITEM_DELIMITATION) {
                return item;
            }
            item.put(readValue(encoding, item, end));
        }
        if (source.offset() > end) {
            throw problem("An element reaches over the end of its item");
        }
        return item;
    }

    private Element readFragments() throws IOException {
        int owner = tag;
        Vr representation = vr;
        List<ByteBuffer> fragments = new ArrayList<>();
        while (readFragmentHead()) {
            source.require(length, owner);
            fragments.add(
                    ByteBuffer.wrap(source.array(), source.position(), length).slice());
            source.skip(length);
        }
        return new Element.Fragments(owner, representation, fragments);
    }

    private Element reference(Path file) throws IOException {
        int owner = tag;
        Vr representation = vr;
        long start = source.offset();
        boolean encapsulated = length == UNDEFINED;
        if (encapsulated) {
            while (readFragmentHead()) {
                source.skipFar(length, owner);
            }
        } else {
            source.skipFar(length & 0xFFFFFFFFL, owner);
        }
        return new Element.Reference(owner, representation, file, start, source.offset() - start, encapsulated);
    }

    /** Whether another fragment follows; its bytes do so at once. */
    private boolean readFragmentHead() throws IOException {
        readHead(Encoding.IMPLICIT_LITTLE, new DataSet());
        if (tag == Tag.SEQUENCE_DELIMITATION) {
            return false;
        }
        if (tag != Tag.ITEM || length < 0 || length > source.remaining()) {
            throw problem("No valid fragment of encapsulated data");
        }
        return true;
    }

    private DicomException problem(String text) {
        return new DicomException(text, source.offset(), tag);
    }
}
