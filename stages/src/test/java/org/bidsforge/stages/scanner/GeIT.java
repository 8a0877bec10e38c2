// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.scanner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.bidsforge.core.pipeline.StageReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a GE scanner sends. */
class GeIT {
    private static final Phantom RUN = new Phantom(5, 3);

    @TempDir
    private Path folder;

    @Test
    void aRunHasItsTimingAndDirectionFromPrivateElements() throws IOException, InterruptedException {
        Consoles consoles = Consoles.send(folder, Ge.functional(RUN, 3, "func-bold_task-rest_dir-PA", "LINEAR"));

        StageReport report = consoles.convert();

        String bold = "func/sub-01_task-rest_dir-PA_bold";
        assertThat(consoles.images()).containsExactly(bold);
        consoles.image(bold).shows(RUN, 0, 1, 2);
        JsonNode sidecar = consoles.sidecar(bold);
        assertThat(sidecar.path("RepetitionTime").asDouble()).isEqualTo(2);
        assertThat(sidecar.path("EchoTime").asDouble()).isEqualTo(0.03);
        assertThat(sidecar.path("FlipAngle").asDouble()).isEqualTo(77);
        assertThat(sidecar.path("PhaseEncodingDirection").asText()).isEqualTo("j");
        assertThat(sidecar.path("TotalReadoutTime").asDouble()).isCloseTo((Phantom.ROWS - 1) * 600e-6, within(1e-6));
        // The timer of these objects is not enough for dcm2niix; no times are better than guessed ones.
        assertThat(sidecar.has("SliceTiming")).isFalse();
        assertThat(Consoles.warnings(report)).isEmpty();
    }

    @Test
    void bothPolaritiesAreOpposite() throws IOException, InterruptedException {
        Consoles consoles = Consoles.send(
                folder,
                Ge.functional(RUN, 3, "fmap-epi_dir-PA", "LINEAR"),
                Ge.functional(RUN, 4, "fmap-epi_dir-AP", "REVERSE_LINEAR"));

        StageReport report = consoles.convert();

        assertThat(direction(consoles, "PA")).isEqualTo("j");
        assertThat(direction(consoles, "AP")).isEqualTo("j-");
        assertThat(Consoles.warnings(report)).isEmpty();
    }

    private static String direction(Consoles consoles, String label) throws IOException {
        return consoles.sidecar("fmap/sub-01_dir-" + label + "_epi")
                .path("PhaseEncodingDirection")
                .asText();
    }

    @Test
    void objectsNumberedSliceBySliceAreTheSameVolumes() throws IOException, InterruptedException {
        Consoles consoles = Consoles.send(
                folder, Ge.functional(RUN, 3, "func-bold_task-rest", "LINEAR").numberedBy(ClassicSeries.Order.SLICES));

        consoles.convert();

        consoles.image("func/sub-01_task-rest_bold").shows(RUN, 0, 1, 2);
    }

    @Test
    void weightingsAndDirectionsAreThoseOfThePatient() throws IOException, InterruptedException {
        Consoles consoles = Consoles.send(
                folder, Ge.diffusion(Directions.PHANTOM, 5, "dwi_dir-PA", Directions.WEIGHTS, Directions.OF_PATIENT));

        StageReport report = consoles.convert();

        String dwi = "dwi/sub-01_dir-PA_dwi";
        consoles.image(dwi).shows(Directions.PHANTOM, 0, 1, 2, 3);
        consoles.requireWeightings(dwi);
        assertThat(Consoles.warnings(report)).isEmpty();
    }

    @Test
    void realAndImaginaryPartsAreToldApart() throws IOException, InterruptedException {
        Phantom three = new Phantom(5, 3);
        Consoles consoles = Consoles.send(folder, Ge.complex(three, 6, "anat-MEGRE_echo-1", 0, 2, 3));

        consoles.convert();

        consoles.image("anat/sub-01_echo-1_part-mag_MEGRE").shows(three, 0);
        consoles.image("anat/sub-01_echo-1_part-real_MEGRE").shows(three, 1);
        consoles.image("anat/sub-01_echo-1_part-imag_MEGRE").shows(three, 2);
    }

    @Test
    void realAndImaginaryPartsOfAFieldmapAreNoMagnitudes() throws IOException, InterruptedException {
        Phantom three = new Phantom(5, 3);
        Consoles consoles = Consoles.send(folder, Ge.complex(three, 6, "fmap-magnitude_acq-b0", 2, 3, 0));

        StageReport report = consoles.convert();

        assertThat(consoles.images()).containsExactly("fmap/sub-01_acq-b0_magnitude1");
        consoles.image("fmap/sub-01_acq-b0_magnitude1").shows(three, 2);
        assertThat(Consoles.warnings(report)).contains("image-left-out");
    }

    @Test
    void aFieldInHertzHasItsMagnitude() throws IOException, InterruptedException {
        Phantom both = new Phantom(5, 2);
        Consoles consoles = Consoles.send(
                folder,
                Ge.fieldmap(both, 6, "fmap-fieldmap_acq-b0"),
                Ge.functional(RUN, 7, "func-bold_task-rest", "LINEAR"));

        consoles.convert();

        consoles.image("fmap/sub-01_acq-b0_fieldmap").shows(both, 0);
        consoles.image("fmap/sub-01_acq-b0_magnitude").shows(both, 1);
        assertThat(consoles.sidecar("fmap/sub-01_acq-b0_fieldmap").path("Units").asText())
                .isEqualTo("Hz");
    }
}
