// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.scanner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.bidsforge.core.pipeline.StageReport;
import org.bidsforge.dicom.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a Siemens scanner of software XA sends, by either export. */
class SiemensXaIT {
    private static final Phantom RUN = new Phantom(6, 3);
    private static final String PROTOCOL = "func-bold_task-rest";
    private static final String BOLD = "func/sub-01_task-rest_bold";

    @TempDir
    private Path folder;

    @Test
    void oneMultiFrameObjectForEachVolumeIsARun() throws IOException, InterruptedException {
        assertRun(SiemensXa.enhanced(RUN, 3, PROTOCOL).eachVolumeAlone());
    }

    @Test
    void oneMultiFrameObjectIsTheSameRun() throws IOException, InterruptedException {
        assertRun(SiemensXa.enhanced(RUN, 3, PROTOCOL));
    }

    @Test
    void singleFramesAreTheSameRun() throws IOException, InterruptedException {
        assertRun(SiemensXa.classic(RUN, 3, PROTOCOL));
    }

    private void assertRun(MadeScan scan) throws IOException, InterruptedException {
        Consoles consoles = Consoles.send(folder, scan);

        StageReport report = consoles.convert();

        assertThat(consoles.images()).containsExactly(BOLD);
        consoles.image(BOLD).shows(RUN, 0, 1, 2);
        JsonNode sidecar = consoles.sidecar(BOLD);
        assertThat(sidecar.path("RepetitionTime").asDouble()).isEqualTo(0.9);
        assertThat(sidecar.path("EchoTime").asDouble()).isEqualTo(0.037);
        assertThat(sidecar.path("PhaseEncodingDirection").asText()).isEqualTo("j-");
        assertThat(sidecar.path("MultibandAccelerationFactor").asInt()).isEqualTo(SiemensXa.MULTIBAND);
        assertThat(sidecar.path("EffectiveEchoSpacing").asDouble()).isCloseTo(1.0 / (40 * Phantom.ROWS), within(1e-6));
        assertThat(sidecar.path("TotalReadoutTime").asDouble())
                .isCloseTo((Phantom.ROWS - 1) / (40.0 * Phantom.ROWS), within(1e-6));
        consoles.slicesWereTaken(BOLD, RUN, slice -> SiemensXa.sliceTime(RUN, slice), 1e-3);
        assertThat(Consoles.warnings(report)).isEmpty();
    }

    @Test
    void weightingsOfMultiFrameObjectsAreThoseOfThePatient() throws IOException, InterruptedException {
        assertDiffusion(
                SiemensXa.enhancedDiffusion(Directions.PHANTOM, 5, "dwi", Directions.WEIGHTS, Directions.OF_PATIENT)
                        .eachVolumeAlone());
    }

    @Test
    void weightingsOfSingleFramesAreThoseOfThePatient() throws IOException, InterruptedException {
        assertDiffusion(
                SiemensXa.classicDiffusion(Directions.PHANTOM, 5, "dwi", Directions.WEIGHTS, Directions.OF_PATIENT));
    }

    private void assertDiffusion(MadeScan scan) throws IOException, InterruptedException {
        Consoles consoles = Consoles.send(folder, scan);

        consoles.convert();

        String dwi = "dwi/sub-01_dwi";
        consoles.image(dwi).shows(Directions.PHANTOM, 0, 1, 2, 3);
        consoles.requireWeightings(dwi);
    }

    @Test
    void singleFramesOfTwoSeriesThatBeganTogetherStayApart() throws IOException, InterruptedException {
        // The scanner gives magnitude and phase one time, by which dcm2niix alone would take them for one series.
        Consoles consoles = Consoles.send(
                folder,
                SiemensXa.classic(RUN, 3, PROTOCOL),
                SiemensXa.classic(RUN, 4, PROTOCOL).with((data, volume, slice) -> {
                    data.setString(Tag.SERIES_TIME, Header.time(180));
                    data.setString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "P", "NONE");
                }));

        consoles.convert();

        consoles.image("func/sub-01_task-rest_part-mag_bold").shows(RUN, 0, 1, 2);
        consoles.image("func/sub-01_task-rest_part-phase_bold").shows(RUN, 0, 1, 2);
    }

    @Test
    void numbersAboveAThousandTellSingleFramesApart() throws IOException, InterruptedException {
        assertApart(
                inside("one", asIf(3, "func-bold_task-one", ".1")),
                inside("two", asIf(1003, "func-bold_task-two", ".2")),
                inside("three", asIf(1004, "func-bold_task-three", ".3")));
    }

    @Test
    void numbersAboveAThousandTellMultiFrameObjectsApart() throws IOException, InterruptedException {
        assertApart(
                multiFrame(3, 3, "func-bold_task-one"),
                multiFrame(4, 1003, "func-bold_task-two"),
                multiFrame(5, 1004, "func-bold_task-three"));
    }

    @Test
    void singleFramesOfOneNumberStayTheSeriesThatTheirUidsName() throws IOException, InterruptedException {
        assertApart(
                inside("one", asIf(7, "func-bold_task-one", ".1")),
                inside("two", asIf(7, "func-bold_task-two", ".2")),
                inside("three", asIf(7, "func-bold_task-three", ".3")));
    }

    @Test
    void multiFrameObjectsOfOneNumberStayTheSeriesThatTheirUidsName() throws IOException, InterruptedException {
        assertApart(
                multiFrame(3, 7, "func-bold_task-one"),
                multiFrame(4, 7, "func-bold_task-two"),
                multiFrame(5, 7, "func-bold_task-three"));
    }

    private void assertApart(MadeScan... scans) throws IOException, InterruptedException {
        Consoles consoles = Consoles.send(folder, scans);

        consoles.convert();

        assertThat(consoles.images())
                .containsExactly(
                        "func/sub-01_task-one_bold", "func/sub-01_task-three_bold", "func/sub-01_task-two_bold");
        for (String image : consoles.images()) {
            consoles.image(image).shows(RUN, 0, 1, 2);
        }
    }

    /** A series that began when all others began. */
    private static ClassicSeries asIf(int number, String protocol, String uid) {
        String own = "1.2.826.5" + uid;
        return SiemensXa.classic(RUN, 3, protocol).with((data, volume, slice) -> {
            data.setInt(Tag.SERIES_NUMBER, number);
            data.setString(Tag.SERIES_INSTANCE_UID, own);
            data.setString(Tag.SOP_INSTANCE_UID, own + "." + (volume * RUN.slices() + slice + 1));
        });
    }

    private static MadeScan inside(String name, MadeScan scan) {
        return into -> scan.write(into.resolve(name));
    }

    private static EnhancedSeries multiFrame(int uid, int number, String protocol) {
        return SiemensXa.enhanced(RUN, uid, protocol).eachVolumeAlone().header(data -> {
            data.setInt(Tag.SERIES_NUMBER, number);
            data.setString(Tag.SERIES_TIME, Header.time(180));
        });
    }
}
