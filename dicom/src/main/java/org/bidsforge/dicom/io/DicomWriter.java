// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.io;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Uids;
import org.bidsforge.dicom.Vr;

/**
 * Writes files of PS3.10 and bare data sets: implicit and explicit little endian, deflated, and whatever encapsulates
 * its pixel data. What was read and not changed is written byte for byte as it was. Can be shared between threads.
 */
public final class DicomWriter {
    private final SequenceLengths lengths;

    public DicomWriter() {
        this(SequenceLengths.AS_READ);
    }

    public DicomWriter(SequenceLengths lengths) {
        this.lengths = lengths;
    }

    /** Writes a file in the transfer syntax its meta information names. */
    public void write(DicomFile file, Path target) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target), 1 << 16)) {
            write(file, out);
        }
    }

    /** The stream is flushed and left open. */
    public void write(DicomFile file, OutputStream out) throws IOException {
        out.write(new byte[128]);
        out.write(new byte[] {'D', 'I', 'C', 'M'});
        writeMeta(file.meta(), out);
        writeDataSet(file.dataSet(), file.transferSyntax(), out);
    }

    /** Writes a data set without meta information, as it goes over the network. */
    public void writeDataSet(DataSet dataSet, String transferSyntax, OutputStream out) throws IOException {
        if (transferSyntax.equals(Uids.EXPLICIT_BIG_ENDIAN)) {
            throw new IllegalArgumentException("A transfer syntax that is written: " + transferSyntax);
        }
        if (!transferSyntax.equals(Uids.DEFLATED_LITTLE_ENDIAN)) {
            new DataSetWriter(out, Encoding.of(transferSyntax), lengths).writeAll(dataSet);
            out.flush();
            return;
        }
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            DeflaterOutputStream deflated = new DeflaterOutputStream(out, deflater);
            new DataSetWriter(deflated, Encoding.EXPLICIT_LITTLE, lengths).writeAll(dataSet);
            deflated.finish();
            out.flush();
        } finally {
            deflater.end();
        }
    }

    private void writeMeta(DataSet meta, OutputStream out) throws IOException {
        DataSet rest = meta.copy();
        rest.remove(Tag.FILE_META_INFORMATION_GROUP_LENGTH);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new DataSetWriter(bytes, Encoding.EXPLICIT_LITTLE, lengths).writeAll(rest);
        DataSet head = new DataSet();
        head.setNumbers(Tag.FILE_META_INFORMATION_GROUP_LENGTH, Vr.UL, bytes.size());
        new DataSetWriter(out, Encoding.EXPLICIT_LITTLE, lengths).writeAll(head);
        bytes.writeTo(out);
    }
}
