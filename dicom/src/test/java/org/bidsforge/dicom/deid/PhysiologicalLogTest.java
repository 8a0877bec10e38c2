// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.deid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.SopClasses;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Uids;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class PhysiologicalLogTest {
    private static final int KILOBYTES = 2;
    private static final String LOG = """
            UUID        = 6bb8e9d5-3a57-4d5f-8a5c-2a0fcb3a1b35
            ScanDate    = 20260217_142504
            LogVersion  = EJA_1
            LogDataType = PULS
            SampleTime  = 2
            Operator    = Huerlimann

            ACQ_TIME_TICS  CHANNEL  VALUE  SIGNAL
            19582344      PULS     2047
            19582346      PULS     -3    PULS_TRIGGER
            19582348      GWENDOLYN 1
            4711008
            """;

    @Test
    void samplesAndSettingsStayAndNothingElse() {
        byte[] clean = PhysiologicalLog.cleaned(block("Physio_20260217_142504_6bb8e9d5_PULS.log", LOG), KILOBYTES)
                .orElseThrow();
        ByteBuffer block = ByteBuffer.wrap(clean).order(ByteOrder.LITTLE_ENDIAN);
        String text = new String(clean, StandardCharsets.ISO_8859_1);

        assertThat(clean).hasSize(KILOBYTES * 1024);
        assertThat(text.substring(8, 8 + block.getInt(4))).isEqualTo("Physio_PULS.log");
        assertThat(text.substring(1024, 1024 + block.getInt(0)).lines().filter(line -> !line.isBlank()))
                .containsExactly(
                        "LogVersion  = EJA_1",
                        "LogDataType = PULS",
                        "SampleTime  = 2",
                        "ACQ_TIME_TICS  CHANNEL  VALUE  SIGNAL",
                        "19582344      PULS     2047",
                        "19582346      PULS     -3    PULS_TRIGGER");
        assertThat(text).doesNotContain("2026", "6bb8e9d5", "GWENDOLYN", "Huerlimann", "4711008");
    }

    @Test
    void whatIsNoLogGoes() {
        assertThat(PhysiologicalLog.cleaned(block("report.txt", LOG), KILOBYTES))
                .isEmpty();
        assertThat(PhysiologicalLog.cleaned(new byte[2000], KILOBYTES)).isEmpty();
        assertThat(PhysiologicalLog.cleaned(new byte[0], KILOBYTES)).isEmpty();
        assertThat(PhysiologicalLog.cleaned(block("x_PULS.log", LOG), 0)).isEmpty();
        byte[] huge = block("x_PULS.log", LOG);
        ByteBuffer.wrap(huge).order(ByteOrder.LITTLE_ENDIAN).putInt(0, Integer.MAX_VALUE);
        assertThat(PhysiologicalLog.cleaned(huge, KILOBYTES)).isEmpty();
    }

    @Test
    void aLineMadeToTakeLongDoesNot() {
        String long1 = " ".repeat(1000) + "x";
        String long2 = "1" + " 1".repeat(120) + "x";

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> List.of(long1, long2)
                        .forEach(line -> PhysiologicalLog.cleaned(block("x_PULS.log", line), KILOBYTES)));
    }

    @Test
    void onlyRawDataThatSaySoAreLogs() {
        DataSet object = new DataSet();
        object.setString(Tag.SOP_CLASS_UID, Uids.SIEMENS_CSA_NON_IMAGE);
        object.setString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "RAWDATA", "PHYSIO");

        assertThat(SopClasses.isPhysiologicalLog(object)).isTrue();
        assertThat(SopClasses.mayCarryBurnedInText(object)).isFalse();

        object.setInt(Tag.ROWS, 512);
        assertThat(SopClasses.isPhysiologicalLog(object)).isFalse();
        assertThat(SopClasses.mayCarryBurnedInText(object)).isTrue();
        object.remove(Tag.ROWS);

        object.setString(Tag.IMAGE_TYPE, "OTHER", "CSA REPORT");
        assertThat(SopClasses.isPhysiologicalLog(object)).isFalse();
        assertThat(SopClasses.mayCarryBurnedInText(object)).isTrue();

        object.setString(Tag.SOP_CLASS_UID, Uids.SECONDARY_CAPTURE);
        object.setString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "RAWDATA", "PHYSIO");
        assertThat(SopClasses.isPhysiologicalLog(object)).isFalse();
    }

    private static byte[] block(String name, String content) {
        ByteBuffer block = ByteBuffer.allocate(KILOBYTES * 1024).order(ByteOrder.LITTLE_ENDIAN);
        byte[] text = content.getBytes(StandardCharsets.US_ASCII);
        block.putInt(text.length).putInt(name.length()).put(name.getBytes(StandardCharsets.US_ASCII));
        block.position(1024).put(text, 0, Math.min(text.length, 1024));
        return block.array();
    }
}
