// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.SeriesOutcome;
import org.bidsforge.core.pipeline.StageReport;
import org.bidsforge.dicom.Tag;
import org.bidsforge.stages.image.NiftiHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that Siemens XA exports as one series per volume become the 4D images that they are. */
class SplitRunIT {
    private static final String PROTOCOL = "func-bold_task-rest";

    @TempDir
    private Path folder;

    @Test
    void volumesOfOneNumberAreOneImageInTheOrderOfAcquisition() throws IOException, InterruptedException {
        MadeSession session = MadeSession.in(folder, run(5, 0, 4, false));

        StageReport report = session.convert();

        assertThat(session.images()).containsExactly("sub-01/func/sub-01_task-rest_bold.nii.gz");
        assertThat(voxels(session.bids().resolve("sub-01/func/sub-01_task-rest_bold.nii.gz")))
                .containsExactly(100, 200, 300, 400);
        assertThat(report.series())
                .singleElement()
                .extracting(SeriesOutcome::objects, SeriesOutcome::outcome)
                .containsExactly(4 * MadeSeries.SLICES, "converted");
        assertThat(MadeSession.codes(report)).contains("series-joined").doesNotContain("BOLD_NOT_4D");
        assertThat(session.json("sub-01/func/sub-01_task-rest_bold.json")
                        .path("RepetitionTime")
                        .asDouble())
                .isEqualTo(2);
    }

    @Test
    void volumesOfRunningNumbersAreOneImageToo() throws IOException, InterruptedException {
        MadeSession session = MadeSession.in(folder, run(5, 0, 3, true));

        session.convert();

        assertThat(session.volumes("sub-01/func/sub-01_task-rest_bold.nii.gz")).isEqualTo(3);
    }

    @Test
    void acquisitionsThatStartAnewAreARunOfTheirOwn() throws IOException, InterruptedException {
        List<MadeSeries> both = new ArrayList<>(List.of(run(5, 0, 3, true)));
        both.addAll(List.of(run(15, 0, 4, true)));
        MadeSession session = MadeSession.in(folder, both.toArray(MadeSeries[]::new));

        session.convert();

        assertThat(session.volumes("sub-01/func/sub-01_task-rest_run-01_bold.nii.gz"))
                .isEqualTo(3);
        assertThat(session.volumes("sub-01/func/sub-01_task-rest_run-02_bold.nii.gz"))
                .isEqualTo(4);
    }

    @Test
    void aVolumeThatIsMissingIsTold() throws IOException, InterruptedException {
        List<MadeSeries> pieces = new ArrayList<>(List.of(run(5, 0, 4, false)));
        pieces.remove(1);
        MadeSession session = MadeSession.in(folder, pieces.toArray(MadeSeries[]::new));

        assertThat(session.convert().findings())
                .filteredOn(finding -> finding.code().equals("joined-run-incomplete"))
                .extracting(Finding::evidence)
                .containsExactly("Series 5: 3 series of one number, 5 are the volumes of one run, acquisitions 1 to 4,"
                        + " of which 1 are missing.");
    }

    @Test
    void seriesWithoutTheMarkStaySeries() throws IOException, InterruptedException {
        MadeSession session = MadeSession.in(
                folder,
                new MadeSeries(5, "1.2.3.1", PROTOCOL).volumes(2),
                new MadeSeries(5, "1.2.3.2", PROTOCOL).from(2).volumes(2));

        session.convert();

        assertThat(session.images()).hasSize(2);
    }

    private static MadeSeries[] run(int number, int first, int volumes, boolean numbersRun) {
        List<MadeSeries> pieces = new ArrayList<>();
        for (int volume = first; volume < volumes; volume++) {
            // Descending UIDs: their order must not decide.
            String uid = "1.2.826.7." + number + "." + (99 - volume);
            pieces.add(new MadeSeries(numbersRun ? number + volume : number, uid, PROTOCOL)
                    .from(volume)
                    .with(data -> data.setString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "FMRI", "NONE", "MFSPLIT"))
                    .with(data -> data.setString(Tag.SOFTWARE_VERSIONS, "syngo MR XA30")));
        }
        return pieces.toArray(MadeSeries[]::new);
    }

    /** The first voxel of each volume. */
    private static List<Integer> voxels(Path image) throws IOException {
        NiftiHeader header = NiftiHeader.read(image);
        byte[] bytes;
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(image))) {
            bytes = in.readAllBytes();
        }
        ByteBuffer voxels = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<Integer> first = new ArrayList<>();
        int volume = 2 * MadeSeries.SIDE * MadeSeries.SIDE * MadeSeries.SLICES;
        for (int at = 0; at < header.volumes(); at++) {
            first.add((int) voxels.getShort((int) header.voxelOffset() + at * volume));
        }
        return first;
    }
}
