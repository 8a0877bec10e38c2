// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.scanner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.DoubleUnaryOperator;
import org.bidsforge.core.pipeline.StageReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a Philips scanner sends. */
class PhilipsIT {
    private static final Phantom RUN = new Phantom(5, 3);
    private static final String BOLD = "func/sub-01_task-rest_bold";
    private static final DoubleUnaryOperator MAGNITUDE = Philips.Scaling.MAGNITUDE.measured();

    @TempDir
    private Path folder;

    @Test
    void aRunHoldsWhatWasMeasured() throws IOException, InterruptedException {
        assertRun(Philips.functional(RUN, 3, "func-bold_task-rest"));
    }

    @Test
    void objectsNumberedSliceBySliceAreTheSameRun() throws IOException, InterruptedException {
        assertRun(Philips.functional(RUN, 3, "func-bold_task-rest").numberedBy(ClassicSeries.Order.SLICES));
    }

    @Test
    void aMultiFrameObjectIsTheSameRun() throws IOException, InterruptedException {
        assertRun(Philips.enhanced(RUN, 3, "func-bold_task-rest"));
    }

    private void assertRun(MadeScan scan) throws IOException, InterruptedException {
        Consoles consoles = Consoles.send(folder, scan);

        StageReport report = consoles.convert();

        assertThat(consoles.images()).containsExactly(BOLD);
        consoles.image(BOLD).shows(RUN, MAGNITUDE, 0, 1, 2);
        JsonNode sidecar = consoles.sidecar(BOLD);
        assertThat(sidecar.path("RepetitionTime").asDouble()).isEqualTo(1.8);
        assertThat(sidecar.path("EchoTime").asDouble()).isEqualTo(0.03);
        // Philips tells the axis, but not which way along it.
        assertThat(sidecar.path("PhaseEncodingAxis").asText()).isEqualTo("j");
        assertThat(sidecar.has("PhaseEncodingDirection")).isFalse();
        assertThat(Consoles.warnings(report)).isEmpty();
    }

    @Test
    void volumesThatBeganAtOtherTimesThanTheSidecarSaysAreTold() throws IOException, InterruptedException {
        Consoles consoles = Consoles.send(folder, Philips.sparse(RUN, 3, "func-bold_task-rest", 2500));

        StageReport report = consoles.convert();

        assertThat(report.findings())
                .filteredOn(finding -> finding.code().equals("repetition-time-mismatch"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.evidence())
                        .contains("1.8000 s in the DICOM objects")
                        .contains("volumes began every 2.5000 s"));
    }

    @Test
    void magnitudeAndPhaseOfOneSeriesAreTwoImages() throws IOException, InterruptedException {
        Phantom both = new Phantom(5, 4);
        Consoles consoles = Consoles.send(folder, Philips.withPhase(both, 3, "func-bold_task-rest"));

        consoles.convert();

        consoles.image("func/sub-01_task-rest_part-mag_bold").shows(both, MAGNITUDE, 0, 1);
        consoles.image("func/sub-01_task-rest_part-phase_bold").shows(both, Philips.Scaling.PHASE.measured(), 2, 3);
        assertThat(consoles.sidecar("func/sub-01_task-rest_part-phase_bold")
                        .path("Units")
                        .asText())
                .isIn("rad", "arbitrary");
    }

    @Test
    void aFieldInHertzHasItsMagnitudeAndItsRun() throws IOException, InterruptedException {
        Phantom both = new Phantom(5, 2);
        Consoles consoles = Consoles.send(
                folder, Philips.fieldmap(both, 3, "fmap-fieldmap"), Philips.functional(RUN, 4, "func-bold_task-rest"));

        StageReport report = consoles.convert();

        consoles.image("fmap/sub-01_magnitude").shows(both, MAGNITUDE, 0);
        consoles.image("fmap/sub-01_fieldmap").shows(both, stored -> stored / 4 - 500, 1);
        JsonNode field = consoles.sidecar("fmap/sub-01_fieldmap");
        assertThat(field.path("Units").asText()).isEqualTo("Hz");
        assertThat(field.path("IntendedFor").path(0).asText()).isEqualTo("bids::sub-01/" + BOLD + ".nii.gz");
        assertThat(field.path("B0FieldIdentifier"))
                .isEqualTo(consoles.sidecar(BOLD).path("B0FieldSource"));
        assertThat(Consoles.warnings(report)).isEmpty();
    }

    @Test
    void weightingsAndDirectionsAreThoseOfThePatient() throws IOException, InterruptedException {
        assertDiffusion(Philips.diffusion(Directions.PHANTOM, 5, "dwi", Directions.WEIGHTS, Directions.OF_PATIENT));
    }

    @Test
    void multiFrameObjectsHaveTheSameWeightings() throws IOException, InterruptedException {
        assertDiffusion(
                Philips.enhancedDiffusion(Directions.PHANTOM, 5, "dwi", Directions.WEIGHTS, Directions.OF_PATIENT));
    }

    private void assertDiffusion(MadeScan scan) throws IOException, InterruptedException {
        Consoles consoles = Consoles.send(folder, scan);

        consoles.convert();

        String dwi = "dwi/sub-01_dwi";
        consoles.image(dwi).shows(Directions.PHANTOM, MAGNITUDE, 0, 1, 2, 3);
        consoles.requireWeightings(dwi);
    }
}
