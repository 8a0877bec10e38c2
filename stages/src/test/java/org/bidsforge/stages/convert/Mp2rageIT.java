// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.StageReport;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.stages.TestTools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The images of an MP2RAGE, which come as series of one protocol name. */
class Mp2rageIT {
    private static final String PROTOCOL = "anat-MP2RAGE_acq-0p7";
    private static final String STEM = "sub-01/anat/sub-01_acq-0p7_";

    @TempDir
    private Path folder;

    @Test
    void describedSeriesAreInversionsTheUniformImageAndTheMap() throws IOException, InterruptedException {
        MadeSession session = MadeSession.in(
                folder,
                series(2, "MP2RAGE_INV1", 700, "M"),
                series(3, "MP2RAGE_INV1_PHS", 700, "P"),
                series(4, "MP2RAGE_INV2", 2500, "M"),
                series(5, "MP2RAGE_UNI_Images", 700, "UNI"),
                series(6, "MP2RAGE_T1_Images", 700, "T1 MAP"),
                series(7, "MP2RAGE_UNI-DEN", 700, "UNI"));
        int planned = session.planned().size();

        session.convert();

        assertThat(session.images())
                .containsExactly(
                        STEM + "T1map.nii.gz",
                        STEM + "UNIT1.nii.gz",
                        STEM + "inv-1_part-mag_MP2RAGE.nii.gz",
                        STEM + "inv-1_part-phase_MP2RAGE.nii.gz",
                        STEM + "inv-2_MP2RAGE.nii.gz",
                        STEM + "rec-denoised_UNIT1.nii.gz");
        assertThat(TestTools.files(session.bids().resolve("sub-01"))).hasSize(planned);
    }

    @Test
    void inversionTimesTellWhatNoDescriptionDoes() throws IOException, InterruptedException {
        MadeSession session = MadeSession.in(folder, series(2, "b", 2500, "M"), series(3, "a", 700, "M"));

        session.convert();

        assertThat(session.images()).containsExactly(STEM + "inv-1_MP2RAGE.nii.gz", STEM + "inv-2_MP2RAGE.nii.gz");
        assertThat(session.json(STEM + "inv-2_MP2RAGE.json")
                        .path("InversionTime")
                        .asDouble())
                .isEqualTo(2.5);
    }

    @Test
    void aLoneInversionThatNothingTellsIsRefused() throws IOException, InterruptedException {
        MadeSession session = MadeSession.in(folder, series(2, "b", 2500, "M"));

        StageReport report = session.convert();

        assertThat(session.images()).isEmpty();
        assertThat(report.series().get(0).reason()).contains("MP2RAGE must have the entity inv-");
    }

    @Test
    void sidecarsHaveTheTimeBetweenPreparationsAndTellWhatIsMissing() throws IOException, InterruptedException {
        MadeSession session = MadeSession.in(folder, series(2, "INV1", 700, "M"), series(3, "INV2", 2500, "M"));
        session.rules("""
                version: 1
                sidecars:
                  - {for: {suffix: MP2RAGE}, set: {RepetitionTimeExcitation: 0.007}}
                """);

        StageReport report = session.convert();

        assertThat(session.json(STEM + "inv-1_MP2RAGE.json")
                        .path("RepetitionTimePreparation")
                        .asDouble())
                .isEqualTo(5);
        assertThat(report.findings())
                .filteredOn(finding -> finding.code().equals("sidecar-key-required"))
                .extracting(Finding::evidence)
                .singleElement()
                .asString()
                .startsWith("BIDS requires NumberShots. The same holds for 1 more");
    }

    private static MadeSeries series(int number, String description, double inversion, String type) {
        return new MadeSeries(number, PROTOCOL).with((DataSet data) -> {
            data.setString(Tag.SERIES_DESCRIPTION, description);
            data.setDouble(Tag.INVERSION_TIME, inversion);
            data.setDouble(Tag.REPETITION_TIME, 5000);
            data.setString(Tag.IMAGE_TYPE, type.length() > 1 ? "DERIVED" : "ORIGINAL", "PRIMARY", type, "ND");
        });
    }
}
