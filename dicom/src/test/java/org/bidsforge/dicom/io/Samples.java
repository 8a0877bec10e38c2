// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.io;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Uids;
import org.bidsforge.dicom.Vr;

/** A small object with one of everything. */
final class Samples {
    private Samples() {}

    static DataSet object() {
        DataSet dataSet = new DataSet();
        dataSet.setString(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 192");
        dataSet.setString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "M");
        dataSet.setString(Tag.SOP_CLASS_UID, Uids.MR_IMAGE);
        dataSet.setString(Tag.SOP_INSTANCE_UID, "1.2.826.0.1.3680043.1");
        dataSet.setString(Tag.PATIENT_NAME, "Müller^Zoë");
        dataSet.setDouble(Tag.REPETITION_TIME, 2000.5);
        dataSet.setInt(Tag.ROWS, 4);
        dataSet.setInt(Tag.COLUMNS, 4);
        dataSet.setPrivate("SIEMENS MR HEADER", 0x0019, 0x29, Vr.FD, new byte[16]);
        DataSet inner = new DataSet();
        inner.setString(Tag.CODE_VALUE, "T-A0100");
        DataSet outer = new DataSet();
        outer.setSequence(Tag.CONCEPT_NAME_CODE_SEQUENCE, List.of(inner, new DataSet()));
        outer.setString(Tag.REFERENCED_SOP_INSTANCE_UID, "1.2.3.4");
        dataSet.setSequence(Tag.REFERENCED_IMAGE_SEQUENCE, List.of(outer));
        dataSet.setBytes(Tag.PIXEL_DATA, Vr.OW, new byte[32]);
        return dataSet;
    }

    static byte[] bytes(DataSet dataSet, String transferSyntax, SequenceLengths lengths) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            new DicomWriter(lengths).write(DicomFile.of(dataSet, transferSyntax), out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static DicomFile read(byte[] bytes) throws IOException {
        return DicomReader.ofEverything().read(new ByteArrayInputStream(bytes));
    }
}
