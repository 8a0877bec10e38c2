// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Uids;
import org.bidsforge.dicom.Vr;
import org.bidsforge.forge.git.TreeEntry;
import org.bidsforge.intake.receive.ScanObjects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeakTest {
    @TempDir
    Path root;

    private CourseBench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new CourseBench(root);
    }

    @AfterEach
    void close() throws IOException {
        bench.close();
    }

    @Test
    void nothingThatIdentifiesAPersonGetsOut() throws IOException {
        DataSet object = ScanObjects.slice(1, 1);
        DataSet inner = new DataSet();
        inner.nestedIn(object);
        inner.setString(Tag.PATIENT_NAME, "Hürlimann^Gwendolyn");
        inner.setString(Tag.REFERRING_PHYSICIAN_NAME, "Zwiebelhofer^Karl");
        DataSet outer = new DataSet();
        outer.setSequence(Tag.REQUEST_ATTRIBUTES_SEQUENCE, List.of(inner));
        object.setSequence(Tag.REQUEST_ATTRIBUTES_SEQUENCE, List.of(outer));
        object.setString(Tag.SERIES_DESCRIPTION, "func-bold_task-rest_run-01__Huerlimann Gwendolyn");
        object.setString(Tag.IMAGE_COMMENTS, "call Gwendolyn at KH-0099887");
        object.setPrivate("ACME 1.1", 0x0029, 0x10, Vr.LT, "Hürlimann".getBytes(StandardCharsets.ISO_8859_1));
        bench.receive(object);

        bench.runToCommit();

        assertThat(bench.everythingThatLeft())
                .hasSizeGreaterThan(5)
                .allSatisfy(text -> assertThat(text)
                        .doesNotContainIgnoringCase(
                                "rlimann", "Gwendolyn", "0099887", "Zwiebelhofer", "7761234", "SN166043")
                        .doesNotContain("19671123", "23.11.1967", "20240229", ScanObjects.ROOT, "Marien"));
    }

    @Test
    void whatTheGateFindsStopsTheWholeSession() throws IOException {
        DataSet object = ScanObjects.slice(1, 1);
        object.setString(Tag.PATIENT_ID, "qx7713zz");
        object.setString(Tag.PROTOCOL_NAME, "func-bold_ses-qx7713zz_task-rest");
        bench.receive(object);

        Ending ending = bench.run();

        assertThat(ending).isInstanceOf(Ending.Held.class);
        assertThat(((Ending.Held) ending).reason()).doesNotContain("qx7713zz");
        assertThat(bench.sessionFiles()).isEmpty();
        assertThat(bench.stored()).isEmpty();
    }

    @Test
    void objectsWithTextInTheirPixelsStayBehindAndAreListed() throws IOException {
        DataSet capture = ScanObjects.slice(9, 1);
        capture.setString(Tag.SOP_CLASS_UID, Uids.SECONDARY_CAPTURE);
        capture.setString(Tag.SERIES_DESCRIPTION, "Report Hürlimann");
        capture.setString(Tag.PROTOCOL_NAME, "");
        bench.receive(ScanObjects.slice(1, 1), capture);

        bench.runToCommit();

        List<TreeEntry> files = bench.sessionFiles();
        assertThat(files).hasSize(2);
        String row = bench.text(files.get(1).path()).lines().toList().get(2);
        assertThat(row)
                .startsWith("9\t")
                .endsWith("\tn/a\tn/a\tmay carry burned-in text")
                .contains("\t1\t1\t");
        assertThat(row).doesNotContainIgnoringCase("rlimann");
    }

    @Test
    void physiologicalLogsArePassedOnWithoutWhatIdentifies() throws IOException {
        DataSet log = ScanObjects.slice(9, 1);
        log.setString(Tag.SOP_CLASS_UID, Uids.SIEMENS_CSA_NON_IMAGE);
        log.setString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "RAWDATA", "PHYSIO");
        log.setInt(Tag.ACQUISITION_NUMBER, 2);
        log.remove(Tag.PIXEL_DATA);
        log.remove(Tag.ROWS);
        String text = "UUID = " + ScanObjects.ROOT
                + "\nScanDate = 20240229_101500\nSampleTime = 8\nGwendolyn\n4711 RESP 12\n";
        String name = "Physio_20240229_101500_" + ScanObjects.ROOT + "_RESP.log";
        ByteBuffer block = ByteBuffer.allocate(2048).order(ByteOrder.LITTLE_ENDIAN);
        block.putInt(text.length()).putInt(name.length()).put(name.getBytes(StandardCharsets.US_ASCII));
        block.position(1024).put(text.getBytes(StandardCharsets.US_ASCII));
        log.setPrivate("SIEMENS CSA NON-IMAGE", 0x7FE1, 0x10, Vr.OB, block.array());
        bench.receive(ScanObjects.slice(1, 1), log);

        bench.runToCommit();

        assertThat(bench.sessionFiles()).hasSize(3);
        assertThat(bench.everythingThatLeft())
                .allSatisfy(one -> assertThat(one)
                        .doesNotContain("20240229", ScanObjects.ROOT)
                        .doesNotContainIgnoringCase("gwendolyn"))
                .anySatisfy(one -> assertThat(one).contains("Physio_RESP.log", "SampleTime = 8", "4711 RESP 12"));
    }

    @Test
    void aPersonsNameInPlaceOfAStudyIsNotShown() throws IOException {
        DataSet object = ScanObjects.slice(1, 1);
        object.setString(Tag.STUDY_DESCRIPTION, "Gwendolyn^Huerlimann");
        bench.receive(object);

        assertThat(((Ending.Held) bench.run()).reason()).doesNotContainIgnoringCase("gwendolyn", "huerlimann");
    }
}
