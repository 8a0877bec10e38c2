// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.DicomException;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Vr;
import org.junit.jupiter.api.Test;

final class DicomJsonTest {
    @Test
    void writesTheFormOfTheStandard() throws IOException {
        DataSet dataSet = new DataSet();
        dataSet.setString(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 192");
        dataSet.setString(Tag.PATIENT_NAME, "Yamada^Tarou=山田^太郎=やまだ^たろう");
        dataSet.setString(Tag.REPETITION_TIME, "2.5", "");
        dataSet.setInt(Tag.ROWS, 64);
        dataSet.setBytes(0x00091001, Vr.UN, new byte[] {1, 2, 3, 4});

        assertThat(json(dataSet))
                .contains(
                        "\"00100010\":{\"vr\":\"PN\",\"Value\":[{\"Alphabetic\":\"Yamada^Tarou\",\"Ideographic\":\"山田^太郎\"")
                .contains("\"00180080\":{\"vr\":\"DS\",\"Value\":[2.5,null]}")
                .contains("\"00280010\":{\"vr\":\"US\",\"Value\":[64]}")
                .contains("\"00091001\":{\"vr\":\"UN\",\"InlineBinary\":\"AQIDBA==\"}");
    }

    @Test
    void readsWhatItWrote() throws IOException {
        DataSet original = Samples.object();
        original.remove(Tag.PIXEL_DATA);
        String json = json(original);

        DataSet read = new DicomJsonReader().read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));

        assertThat(json(read)).isEqualTo(json);
        assertThat(Samples.bytes(read, "1.2.840.10008.1.2.1", SequenceLengths.AS_READ))
                .isEqualTo(Samples.bytes(original, "1.2.840.10008.1.2.1", SequenceLengths.AS_READ));
    }

    @Test
    void refusesWhatIsNoDicomJson() {
        for (String json : new String[] {
            "[]",
            "{",
            "{\"x\":{}}",
            "{\"00100010\":{}}",
            "{\"00280010\":{\"vr\":\"US\",\"Value\":[\"many\"]}}",
            "{\"00280009\":{\"vr\":\"AT\",\"Value\":[\"no tag\"]}}",
            "{\"00091001\":{\"vr\":\"UN\",\"InlineBinary\":\"*\"}}",
            "{\"00081140\":{\"vr\":\"SQ\",\"Value\":[".repeat(500)
        }) {
            assertThatThrownBy(() ->
                            new DicomJsonReader().read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))))
                    .as(json.substring(0, Math.min(json.length(), 40)))
                    .isInstanceOf(DicomException.class);
        }
    }

    private static String json(DataSet dataSet) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new DicomJsonWriter().write(dataSet, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
