// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.deid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Element;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Uids;
import org.bidsforge.dicom.Vr;
import org.bidsforge.dicom.io.DicomFile;
import org.bidsforge.dicom.io.DicomWriter;
import org.junit.jupiter.api.Test;

final class DeidentifierTest {
    private final Session session = new Session();
    private final DicomFile file = session.deidentified();
    private final DataSet clean = file.dataSet();

    @Test
    void leavesNoPlantedIdentifierInTheBytesOfTheFile() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new DicomWriter().write(file, out);
        String bytes = out.toString(StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);

        assertThat(Session.planted()).noneMatch(bytes::contains);
        assertThat(new LeakGate(session.identifiers()).search(file)).isEmpty();
    }

    @Test
    void givesTheSubjectItsPseudonym() {
        assertThat(clean.getString(Tag.PATIENT_NAME)).contains(session.subject.label());
        assertThat(clean.getString(Tag.PATIENT_ID)).contains(session.subject.label());
        assertThat(clean.getString(Tag.PATIENT_BIRTH_DATE)).isEmpty();
        assertThat(clean.contains(Tag.PATIENT_COMMENTS)).isFalse();
    }

    @Test
    void keepsWhatResearchNeedsOfThePatient() {
        assertThat(clean.getString(Tag.PATIENT_SEX)).contains("F");
        assertThat(clean.getString(Tag.PATIENT_WEIGHT)).contains("61.5");
        // 94 years at the study.
        assertThat(clean.getString(Tag.PATIENT_AGE)).contains("089Y");
    }

    @Test
    void shiftsDatesAndKeepsTimes() {
        String shifted =
                Dates.shift("20260217", session.subject.dateShiftDays()).orElseThrow();

        assertThat(clean.getString(Tag.STUDY_DATE)).contains(shifted);
        assertThat(clean.getString(Tag.STUDY_TIME)).contains("142504.125000");
        assertThat(clean.getString(Tag.ACQUISITION_DATE_TIME)).contains(shifted + "142504.125000");
        assertThat(shifted).isLessThan("19251231");
    }

    @Test
    void replacesUidsEverywhereAlike() {
        DataSet image = clean.getSequence(Tag.REFERENCED_IMAGE_SEQUENCE).get(0);
        String uid = session.pseudonyms.uid("1.3.12.2.1107.5.2.19.45193.2026021714250412345678");

        assertThat(clean.getString(Tag.SOP_INSTANCE_UID)).contains(uid);
        assertThat(file.meta().getString(Tag.MEDIA_STORAGE_SOP_INSTANCE_UID)).contains(uid);
        assertThat(image.getString(Tag.REFERENCED_SOP_INSTANCE_UID))
                .hasValueSatisfying(value -> assertThat(value).startsWith("2.25."));
        assertThat(image.getString(Tag.REFERENCED_SOP_CLASS_UID)).contains(Uids.MR_IMAGE);
        assertThat(image.getString(Tag.PATIENT_NAME)).contains(session.subject.label());
    }

    @Test
    void keepsTheWordsOfProtocols() {
        assertThat(clean.getString(Tag.SERIES_DESCRIPTION)).contains("func-bold_task-faces rest");
        assertThat(clean.getString(Tag.PROTOCOL_NAME)).contains("func-bold_task-faces");
        assertThat(clean.getString(Tag.IMAGE_COMMENTS)).contains("Single-band reference");
        assertThat(clean.getString(Tag.STUDY_DESCRIPTION)).contains("lab^study");
    }

    @Test
    void removesInstitutionAndNamesTheDeviceAnew() {
        assertThat(clean.getString(Tag.INSTITUTION_NAME)).isEmpty();
        assertThat(clean.contains(Tag.INSTITUTION_ADDRESS)).isFalse();
        assertThat(clean.getString(Tag.DEVICE_SERIAL_NUMBER)).contains(session.pseudonyms.device("45193"));
        assertThat(clean.getString(Tag.MANUFACTURER)).contains("SIEMENS");
    }

    @Test
    void removesUnknownAttributesOverlaysAndForeignPrivateBlocks() {
        assertThat(clean.contains(0x00187777)).isFalse();
        assertThat(clean.contains(0x60003000)).isFalse();
        assertThat(clean.contains(0x00090010)).isFalse();
        assertThat(clean.contains(0x00091001)).isFalse();
        assertThat(clean.privateElement("SIEMENS MR HEADER", 0x0019, 0x29)).isPresent();
    }

    @Test
    void blanksTheProtocolInPlace() {
        byte[] before = session.object().getBytes(0x00291020).orElseThrow();
        byte[] after = clean.getBytes(0x00291020).orElseThrow();
        String text = new String(after, StandardCharsets.ISO_8859_1);

        assertThat(after).hasSameSizeAs(before);
        assertThat(CsaHeader.items(after)).isEqualTo(CsaHeader.items(before));
        assertThat(text)
                .contains("\"PatientName\">  { \"xxxxxxxxxx^xx\"  }")
                .contains("tProtocolName                            = \"\"func-bold_task-faces__xxxxxxxxxx\"\"")
                .contains("alTR[0]                                  = 2000000")
                .contains("flPatientAge\">  { <Precision> 16  00.0  }")
                .contains("ep2d_bold")
                .doesNotContain("Jo ");
        assertThat(CsaHeader.items(after).orElseThrow())
                .extracting(CsaHeader.Item::tag)
                .contains("EchoLinePosition");
    }

    @Test
    void declaresWhatWasDone() {
        assertThat(clean.getString(Tag.PATIENT_IDENTITY_REMOVED)).contains("YES");
        assertThat(clean.getString(Tag.LONGITUDINAL_TEMPORAL_INFORMATION_MODIFIED))
                .contains("MODIFIED");
        assertThat(clean.getSequence(Tag.DEIDENTIFICATION_METHOD_CODE_SEQUENCE))
                .extracting(code -> code.getString(Tag.CODE_VALUE).orElse(""))
                .containsExactly("113100", "113105", "113107", "113108", "113111");
    }

    @Test
    void handsPixelDataOnAsTheyAre() {
        Element before = session.object().get(Tag.PIXEL_DATA).orElseThrow();

        assertThat(clean.get(Tag.PIXEL_DATA)).map(Element::vr).contains(before.vr());
        assertThat(clean.getBytes(Tag.PIXEL_DATA))
                .hasValueSatisfying(bytes -> assertThat(bytes).hasSize(32));
    }

    @Test
    void leavesTheOriginalAlone() {
        DataSet original = session.object();
        session.deidentifier().apply(DicomFile.of(original, Uids.EXPLICIT_LITTLE_ENDIAN));

        assertThat(original.getString(Tag.PATIENT_NAME)).contains("Weizenbaum^Jo");
    }

    @Test
    void givesTheSameBytesTwice() throws IOException {
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        ByteArrayOutputStream second = new ByteArrayOutputStream();
        new DicomWriter().write(file, first);
        new DicomWriter().write(new Session().deidentified(), second);

        assertThat(second.toByteArray()).isEqualTo(first.toByteArray());
    }

    @Test
    void removesAHeaderWhoseTextCannotBeToldApart() {
        DataSet damaged = new DataSet();
        byte[] csa = CsaSamples.header(Session.PROTOCOL);
        csa[8] = 0;
        damaged.setPrivate("SIEMENS CSA HEADER", 0x0029, 0x20, Vr.OB, csa);

        DataSet result = session.deidentifier()
                .apply(DicomFile.of(damaged, Uids.EXPLICIT_LITTLE_ENDIAN))
                .dataSet();

        assertThat(result.contains(0x00291020)).isFalse();
        assertThat(result.contains(0x00290010)).isFalse();
    }

    @Test
    void cleansTheCompressedProtocolOfGe() {
        byte[] text = "set PATIENTNAME \"Weizenbaum\"\nset SLICES \"15\"\n".getBytes(StandardCharsets.US_ASCII);
        DataSet dataSet = new DataSet();
        dataSet.setPrivate("GEMS_SERS_01", 0x0025, 0x1B, Vr.OB, CompressedProtocol.block(text));

        DataSet result = session.deidentifier()
                .apply(DicomFile.of(dataSet, Uids.EXPLICIT_LITTLE_ENDIAN))
                .dataSet();

        byte[] cleaned = CompressedProtocol.text(result.getBytes(0x0025101B).orElseThrow())
                .orElseThrow();
        assertThat(new String(cleaned, StandardCharsets.US_ASCII))
                .isEqualTo("set PATIENTNAME \"xxxxxxxxxx\"\nset SLICES \"15\"\n");
    }
}
