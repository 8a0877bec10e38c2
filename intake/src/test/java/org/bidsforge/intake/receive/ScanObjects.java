// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.receive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Uids;
import org.bidsforge.dicom.Vr;
import org.bidsforge.dicom.io.DicomFile;
import org.bidsforge.dicom.io.DicomWriter;
import org.bidsforge.dicom.net.StoreRequest;

/** Small objects as a scanner sends them, with made-up people in them. */
public final class ScanObjects {
    /** The root of all UIDs here; no UID below it may get through. */
    public static final String ROOT = "1.2.826.0.1.3680043.9.7433";

    private ScanObjects() {}

    /** One slice of a series; the instance's number is its UID's last part. */
    public static DataSet slice(int series, int instance) {
        DataSet object = new DataSet();
        object.setString(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 192");
        object.setString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "M", "ND");
        object.setString(Tag.SOP_CLASS_UID, Uids.MR_IMAGE);
        object.setString(Tag.SOP_INSTANCE_UID, ROOT + ".1." + series + "." + instance);
        object.setString(Tag.STUDY_INSTANCE_UID, ROOT + ".1");
        object.setString(Tag.SERIES_INSTANCE_UID, ROOT + ".1." + series);
        object.setString(Tag.STUDY_DATE, "20240229");
        object.setString(Tag.STUDY_TIME, "101500.123456");
        object.setString(Tag.ACCESSION_NUMBER, "ACC7761234");
        object.setString(Tag.MODALITY, "MR");
        object.setString(Tag.MANUFACTURER, "SIEMENS");
        object.setString(Tag.INSTITUTION_NAME, "Sankt Marien Klinik");
        object.setString(Tag.STUDY_DESCRIPTION, "Lab^Rest");
        object.setString(Tag.SERIES_DESCRIPTION, "func-bold_task-rest_run-0" + series);
        object.setString(Tag.PROTOCOL_NAME, "func-bold_task-rest_run-0" + series);
        object.setString(Tag.PATIENT_NAME, "Hürlimann^Gwendolyn");
        object.setString(Tag.PATIENT_ID, "KH-0099887");
        object.setString(Tag.PATIENT_BIRTH_DATE, "19671123");
        object.setString(Tag.DEVICE_SERIAL_NUMBER, "SN166043");
        object.setInt(Tag.SERIES_NUMBER, series);
        object.setInt(Tag.INSTANCE_NUMBER, instance);
        object.setString(Tag.ECHO_TIME, "30");
        object.setString(Tag.REPETITION_TIME, "2000");
        object.setInt(Tag.ROWS, 8);
        object.setInt(Tag.COLUMNS, 8);
        object.setInt(Tag.BITS_ALLOCATED, 16);
        byte[] pixels = new byte[128];
        pixels[0] = (byte) instance;
        object.setBytes(Tag.PIXEL_DATA, Vr.OW, pixels);
        return object;
    }

    public static Path write(DataSet object, Path file) throws IOException {
        new DicomWriter().write(DicomFile.of(object, Uids.EXPLICIT_LITTLE_ENDIAN), file);
        return file;
    }

    static byte[] encode(DataSet object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new DicomWriter().writeDataSet(object, Uids.EXPLICIT_LITTLE_ENDIAN, bytes);
        return bytes.toByteArray();
    }

    static InputStream stream(DataSet object) throws IOException {
        return new ByteArrayInputStream(encode(object));
    }

    static StoreRequest request(DataSet object) {
        return new StoreRequest(
                object.getString(Tag.SOP_CLASS_UID).orElseThrow(),
                object.getString(Tag.SOP_INSTANCE_UID).orElseThrow(),
                Uids.EXPLICIT_LITTLE_ENDIAN,
                "SCANNER",
                "BIDSFORGE",
                "127.0.0.1:1");
    }
}
