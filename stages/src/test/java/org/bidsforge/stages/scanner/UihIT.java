// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.scanner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.bidsforge.core.pipeline.StageReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a United Imaging scanner sends. */
class UihIT {
    private static final Phantom RUN = new Phantom(5, 3);
    private static final String BOLD = "func/sub-01_task-rest_bold";

    @TempDir
    private Path folder;

    @Test
    void aGridIsTakenApart() throws IOException, InterruptedException {
        Consoles consoles = Consoles.send(folder, Uih.grid(RUN, 3, "func-bold_task-rest"));

        StageReport report = consoles.convert();

        assertRun(consoles, report);
    }

    @Test
    void slicesOneByOneAreTheSameRun() throws IOException, InterruptedException {
        Consoles consoles = Consoles.send(folder, Uih.functional(RUN, 3, "func-bold_task-rest"));

        StageReport report = consoles.convert();

        assertRun(consoles, report);
    }

    private static void assertRun(Consoles consoles, StageReport report) throws IOException {
        assertThat(consoles.images()).containsExactly(BOLD);
        consoles.image(BOLD).shows(RUN, 0, 1, 2);
        JsonNode sidecar = consoles.sidecar(BOLD);
        assertThat(sidecar.path("RepetitionTime").asDouble()).isEqualTo(1.5);
        assertThat(sidecar.path("EchoTime").asDouble()).isEqualTo(0.033);
        assertThat(sidecar.path("PhaseEncodingDirection").asText()).isEqualTo("j");
        consoles.slicesWereTaken(BOLD, RUN, slice -> Uih.sliceTime(RUN, slice), 1e-6);
        assertThat(Consoles.warnings(report)).isEmpty();
    }

    @Test
    void weightingsAndDirectionsAreThoseOfThePatient() throws IOException, InterruptedException {
        Consoles consoles = Consoles.send(
                folder, Uih.diffusion(Directions.PHANTOM, 5, "dwi", Directions.WEIGHTS, Directions.OF_PATIENT));

        consoles.convert();

        String dwi = "dwi/sub-01_dwi";
        consoles.image(dwi).shows(Directions.PHANTOM, 0, 1, 2, 3);
        consoles.requireWeightings(dwi);
    }
}
