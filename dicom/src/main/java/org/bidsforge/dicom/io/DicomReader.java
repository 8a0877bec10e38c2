// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.io;

import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.DicomException;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Uids;
import org.jspecify.annotations.Nullable;

/**
 * Reads files of PS3.10, with or without preamble, and bare data sets, in every transfer syntax; compressed pixel data
 * are handed on as they are. What is not valid ends in a {@link DicomException}. Can be shared between threads.
 */
public final class DicomReader {
    private static final int PREAMBLE = 128;
    private static final int MAGIC = 0x4D434944;

    private final PixelDataMode pixelData;
    private final Limits limits;

    public DicomReader(PixelDataMode pixelData, Limits limits) {
        this.pixelData = pixelData;
        this.limits = limits;
    }

    /** Reads headers only, as fast as it gets. */
    public static DicomReader ofHeaders() {
        return new DicomReader(PixelDataMode.STOP, Limits.DEFAULT);
    }

    /** Reads everything into memory. */
    public static DicomReader ofEverything() {
        return new DicomReader(PixelDataMode.READ, Limits.DEFAULT);
    }

    /** Reads headers, and remembers where in their file the pixel data are. */
    public static DicomReader ofReferences() {
        return new DicomReader(PixelDataMode.REFER, Limits.DEFAULT);
    }

    public DicomFile read(Path file) throws IOException {
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            return read(new Source(in, in.getChannel().size()), file);
        }
    }

    /** Reads a whole file from a stream, in which there is nothing to refer to. */
    public DicomFile read(InputStream in) throws IOException {
        return read(new Source(in, -1), null);
    }

    /** Reads a data set without meta information, as it comes over the network. */
    public DataSet readDataSet(InputStream in, String transferSyntax) throws IOException {
        return readDataSet(new Source(in, -1), transferSyntax, null);
    }

    private DicomFile read(Source source, @Nullable Path file) throws IOException {
        boolean preamble = source.available(PREAMBLE + 4) && source.i32(PREAMBLE) == MAGIC;
        if (preamble) {
            source.skip(PREAMBLE + 4);
        }
        DataSet meta = new DataSet();
        if (source.available(8) && source.u16(0) == 0x0002) {
            meta = new DataSetParser(source, Encoding.EXPLICIT_LITTLE, limits, PixelDataMode.READ, null).readMeta();
        } else if (preamble || !looksLikeDataSet(source)) {
            throw new DicomException("This is no DICOM file", source.offset(), 0);
        } else if (isVrLetter(source.u8(4)) && isVrLetter(source.u8(5))) {
            meta.setString(Tag.TRANSFER_SYNTAX_UID, Uids.EXPLICIT_LITTLE_ENDIAN);
        }
        String syntax = meta.getString(Tag.TRANSFER_SYNTAX_UID).orElse(Uids.IMPLICIT_LITTLE_ENDIAN);
        return new DicomFile(meta, readDataSet(source, syntax, file));
    }

    private DataSet readDataSet(Source source, String syntax, @Nullable Path file) throws IOException {
        if (!syntax.equals(Uids.DEFLATED_LITTLE_ENDIAN)) {
            return new DataSetParser(source, Encoding.of(syntax), limits, pixelData, file).readAll();
        }
        Inflater inflater = new Inflater(true);
        try (InputStream inflated = new InflaterInputStream(source.rest(), inflater)) {
            Source inner = new Source(new BoundedStream(inflated, limits.total()), -1);
            return new DataSetParser(inner, Encoding.EXPLICIT_LITTLE, limits, pixelData, null).readAll();
        } catch (ZipException | EOFException e) {
            throw new DicomException("The deflated data set is damaged", source.offset(), 0);
        } finally {
            inflater.end();
        }
    }

    /** Without meta information only the first element's group tells a data set from other files. */
    private static boolean looksLikeDataSet(Source source) throws IOException {
        return source.available(8) && source.u16(0) == 0x0008 && source.u16(2) <= 0x0018;
    }

    private static boolean isVrLetter(int letter) {
        return letter >= 'A' && letter <= 'Z';
    }
}
