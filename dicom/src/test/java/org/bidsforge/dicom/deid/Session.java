// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.deid;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Uids;
import org.bidsforge.dicom.Vr;
import org.bidsforge.dicom.io.DicomFile;

/** A made-up session and what de-identification needs to know of it. */
final class Session {
    static final String KEY = "0123456789abcdef0123456789abcdef";
    static final Vocabulary VOCABULARY = Vocabulary.ofProtocols();

    final Pseudonyms pseudonyms = pseudonyms("lab/study");
    final Subject subject = new Subject(pseudonyms.subjectLabel("PAT0815"), pseudonyms.dateShiftDays("PAT0815"));

    static Pseudonyms pseudonyms(String study) {
        return new Pseudonyms(ByteBuffer.wrap(KEY.getBytes(StandardCharsets.US_ASCII)), study);
    }

    /** An object whose every identifier is named in {@link #planted()}. */
    DataSet object() {
        DataSet dataSet = new DataSet();
        dataSet.setString(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 100");
        dataSet.setString(Tag.SOP_CLASS_UID, Uids.MR_IMAGE);
        dataSet.setString(Tag.SOP_INSTANCE_UID, "1.3.12.2.1107.5.2.19.45193.2026021714250412345678");
        dataSet.setString(Tag.STUDY_INSTANCE_UID, "1.3.12.2.1107.5.2.19.45193.30000026021706491234500000012");
        dataSet.setString(Tag.STUDY_DATE, "20260217");
        dataSet.setString(Tag.STUDY_TIME, "142504.125000");
        dataSet.setString(Tag.ACQUISITION_DATE_TIME, "20260217142504.125000+0100");
        dataSet.setString(Tag.ACCESSION_NUMBER, "ACC778899");
        dataSet.setString(Tag.MANUFACTURER, "SIEMENS");
        dataSet.setString(Tag.INSTITUTION_NAME, "Charite Campus Mitte");
        dataSet.setString(Tag.INSTITUTION_ADDRESS, "Luisenstr. 65, Berlin");
        dataSet.setString(Tag.REFERRING_PHYSICIAN_NAME, "Oehlenschläger^Friedrich");
        dataSet.setString(Tag.STATION_NAME, "MRC45193");
        dataSet.setString(Tag.STUDY_DESCRIPTION, "Lab^Study Weizenbaum");
        dataSet.setString(Tag.SERIES_DESCRIPTION, "func-bold_task-faces__weizenbaum rest");
        dataSet.setString(Tag.PATIENT_NAME, "Weizenbaum^Jo");
        dataSet.setString(Tag.PATIENT_ID, "PAT0815");
        dataSet.setString(Tag.PATIENT_BIRTH_DATE, "19310508");
        dataSet.setString(Tag.PATIENT_SEX, "F");
        dataSet.setString(Tag.PATIENT_WEIGHT, "61.5");
        dataSet.setString(Tag.PATIENT_COMMENTS, "head rest, call Ms Weizenbaum 030 123456");
        dataSet.setString(Tag.PROTOCOL_NAME, "func-bold_task-faces");
        dataSet.setString(Tag.DEVICE_SERIAL_NUMBER, "45193");
        dataSet.setString(Tag.IMAGE_COMMENTS, "Single-band reference, Weizenbaum moved");
        dataSet.setDouble(Tag.REPETITION_TIME, 2000);
        dataSet.setPrivate("SIEMENS CSA HEADER", 0x0029, 0x20, Vr.OB, CsaSamples.header(PROTOCOL));
        dataSet.setPrivate("SIEMENS MR HEADER", 0x0019, 0x29, Vr.FD, new byte[16]);
        dataSet.setPrivate("ACME SECRET 1.0", 0x0009, 0x01, Vr.LO, "Weizenbaum".getBytes(StandardCharsets.US_ASCII));
        DataSet request = new DataSet();
        request.setString(Tag.REQUESTED_PROCEDURE_ID, "RP556677");
        dataSet.setSequence(Tag.REQUEST_ATTRIBUTES_SEQUENCE, List.of(request));
        DataSet image = new DataSet();
        image.setString(Tag.REFERENCED_SOP_CLASS_UID, Uids.MR_IMAGE);
        image.setString(Tag.REFERENCED_SOP_INSTANCE_UID, "1.3.12.2.1107.5.2.19.45193.2026021714200000000000");
        image.setString(Tag.PATIENT_NAME, "Weizenbaum^Jo");
        dataSet.setSequence(Tag.REFERENCED_IMAGE_SEQUENCE, List.of(image));
        dataSet.setBytes(0x60003000, Vr.OW, new byte[8]);
        dataSet.setBytes(0x00187777, Vr.UN, "Weizenbaum".getBytes(StandardCharsets.US_ASCII));
        dataSet.setBytes(Tag.PIXEL_DATA, Vr.OW, new byte[32]);
        return dataSet;
    }

    static final String PROTOCOL = """
            <XProtocol>
            {
              <ParamString."PatientName">  { "Weizenbaum^Jo"  }
              <ParamDouble."flPatientAge">  { <Precision> 16  94.5  }
              <ParamString."InstitutionName">  { "Unknown Clinic"  }
              <ParamString."tFrameOfReference">  { "1.3.12.2.1107.5.2.19.45193.1.20260217142000000.0.0.0"  }
            }
            ### ASCCONV BEGIN ###
            tSequenceFileName                        = ""%SiemensSeq%\\ep2d_bold""
            tProtocolName                            = ""func-bold_task-faces__secretword""
            alTR[0]                                  = 2000000
            sProtConsistencyInfo.tSerialNo           = ""45193""
            tMeasured                                = ""20260217""
            ### ASCCONV END ###
            """;

    static List<String> planted() {
        return List.of(
                "weizenbaum",
                "oehlenschl",
                "friedrich",
                "pat0815",
                "acc778899",
                "45193",
                "rp556677",
                "charite",
                "luisenstr",
                "20260217",
                "19310508",
                "secretword",
                "unknown clinic");
    }

    IdentifierSet identifiers() {
        IdentifierCollector collector = new IdentifierCollector(VOCABULARY);
        collector.add(object());
        return collector.toSet();
    }

    Deidentifier deidentifier() {
        DeidentificationProfile profile = new DeidentificationProfile(VOCABULARY, "lab^study");
        return new Deidentifier(profile, pseudonyms, subject, identifiers());
    }

    DicomFile deidentified() {
        return deidentifier().apply(DicomFile.of(object(), Uids.EXPLICIT_LITTLE_ENDIAN));
    }
}
