// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.scanner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a Canon scanner sends. */
class CanonIT {
    private static final String DWI = "dwi/sub-01_dwi";

    @TempDir
    private Path folder;

    @Test
    void aRunOfSingleFramesIsOneImage() throws IOException, InterruptedException {
        Phantom run = new Phantom(5, 3);
        Consoles consoles = Consoles.send(folder, Canon.functional(run, 3, "func-bold_task-rest"));

        consoles.convert();

        String bold = "func/sub-01_task-rest_bold";
        consoles.image(bold).shows(run, 0, 1, 2);
        assertThat(consoles.sidecar(bold).path("RepetitionTime").asDouble()).isEqualTo(2.5);
        assertThat(consoles.sidecar(bold).path("EchoTime").asDouble()).isEqualTo(0.025);
        assertThat(consoles.sidecar(bold).has("PhaseEncodingDirection")).isFalse();
    }

    @Test
    void weightingsInCommentsAreRead() throws IOException, InterruptedException {
        assertDiffusion(Canon.diffusion(Directions.PHANTOM, 5, "dwi", Directions.WEIGHTS, Directions.OF_PATIENT));
    }

    @Test
    void multiFrameObjectsGiveTheSame() throws IOException, InterruptedException {
        assertDiffusion(
                Canon.enhancedDiffusion(Directions.PHANTOM, 5, "dwi", Directions.WEIGHTS, Directions.OF_PATIENT));
    }

    @Test
    void framesInTheOrderOfSlicesGiveTheSame() throws IOException, InterruptedException {
        assertDiffusion(Canon.enhancedDiffusion(Directions.PHANTOM, 5, "dwi", Directions.WEIGHTS, Directions.OF_PATIENT)
                .volumesInside());
    }

    private void assertDiffusion(MadeScan scan) throws IOException, InterruptedException {
        Consoles consoles = Consoles.send(folder, scan);

        consoles.convert();

        consoles.image(DWI).shows(Directions.PHANTOM, 0, 1, 2, 3);
        consoles.requireWeightings(DWI);
        assertThat(consoles.sidecar(DWI).path("RepetitionTime").asDouble()).isEqualTo(6.1);
        assertThat(consoles.sidecar(DWI).path("EchoTime").asDouble()).isEqualTo(0.095);
    }
}
