// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.scanner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.StageReport;
import org.bidsforge.dicom.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kinds of fieldmaps that BIDS knows, in its order; the third is what Philips and GE send. */
class FieldmapIT {
    private static final Phantom ONE = new Phantom(5, 1);
    private static final Phantom TWO = new Phantom(5, 2);
    private static final Phantom RUN = new Phantom(5, 3);
    private static final String BOLD = "func/sub-01_task-rest_bold";

    @TempDir
    private Path folder;

    @Test
    void aPhaseDifferenceNamesTheEchoesOfItsMagnitudes() throws IOException, InterruptedException {
        Consoles consoles = Consoles.send(
                folder,
                Siemens.fieldmap(TWO, 2, "fmap_acq-gre", "M", 4.92, 7.38),
                Siemens.fieldmap(ONE, 3, "fmap_acq-gre", "P", 7.38).from(2),
                Siemens.functional(RUN, 4, "func-bold_task-rest"));

        StageReport report = consoles.convert();

        consoles.image("fmap/sub-01_acq-gre_magnitude1").shows(TWO, 0);
        consoles.image("fmap/sub-01_acq-gre_magnitude2").shows(TWO, 1);
        consoles.image("fmap/sub-01_acq-gre_phasediff").shows(ONE, 2);
        JsonNode difference = consoles.sidecar("fmap/sub-01_acq-gre_phasediff");
        assertThat(difference.path("EchoTime1").asDouble()).isEqualTo(0.00492);
        assertThat(difference.path("EchoTime2").asDouble()).isEqualTo(0.00738);
        assertThat(difference.has("EchoTime")).isFalse();
        assertLinked(consoles, "fmap/sub-01_acq-gre_phasediff");
        assertThat(Consoles.warnings(report)).isEmpty();
    }

    @Test
    void phasesOfTwoEchoesAreTwoPhases() throws IOException, InterruptedException {
        Consoles consoles = Consoles.send(
                folder,
                Siemens.fieldmap(TWO, 2, "fmap_acq-gre", "M", 4.92, 7.38),
                Siemens.fieldmap(TWO, 3, "fmap_acq-gre", "P", 4.92, 7.38).from(2),
                Siemens.functional(RUN, 4, "func-bold_task-rest"));

        consoles.convert();

        double[] seconds = {0.00492, 0.00738};
        for (int echo = 0; echo < 2; echo++) {
            consoles.image("fmap/sub-01_acq-gre_magnitude" + (echo + 1)).shows(TWO, echo);
            String phase = "fmap/sub-01_acq-gre_phase" + (echo + 1);
            consoles.image(phase).shows(TWO, 2 + echo);
            assertThat(consoles.sidecar(phase).path("EchoTime").asDouble()).isEqualTo(seconds[echo]);
            assertLinked(consoles, phase);
        }
    }

    @Test
    void opposedEncodingsAreOneFieldmap() throws IOException, InterruptedException {
        Consoles consoles = Consoles.send(
                folder,
                Ge.functional(TWO, 2, "fmap-epi_dir-PA", "LINEAR"),
                Ge.functional(TWO, 3, "fmap-epi_dir-AP", "REVERSE_LINEAR"),
                Ge.functional(RUN, 4, "func-bold_task-rest", "LINEAR"));

        consoles.convert();

        assertLinked(consoles, "fmap/sub-01_dir-AP_epi");
        assertLinked(consoles, "fmap/sub-01_dir-PA_epi");
    }

    @Test
    void eachRunTakesTheFieldmapNearestInTime() throws IOException, InterruptedException {
        List<MadeScan> scans = new ArrayList<>();
        for (int block = 0; block < 2; block++) {
            String name = block == 0 ? "a" : "b";
            scans.add(Siemens.fieldmap(TWO, 2 + 10 * block, "fmap_acq-" + name, "M", 4.92, 7.38));
            scans.add(Siemens.fieldmap(ONE, 3 + 10 * block, "fmap_acq-" + name, "P", 7.38)
                    .from(2));
            scans.add(Siemens.functional(RUN, 4 + 10 * block, "func-bold_task-" + name));
        }
        Consoles consoles = Consoles.send(folder, scans.toArray(MadeScan[]::new));

        consoles.convert();

        for (String name : List.of("a", "b")) {
            assertThat(consoles.sidecar("fmap/sub-01_acq-" + name + "_phasediff")
                            .path("IntendedFor")
                            .toString())
                    .isEqualTo("[\"bids::sub-01/func/sub-01_task-" + name + "_bold.nii.gz\"]");
        }
    }

    @Test
    void aFieldmapThatDoesNotCoverTheRunIsTakenOnlyWhereThereIsNoOther() throws IOException, InterruptedException {
        Consoles consoles = Consoles.send(
                folder,
                Siemens.fieldmap(TWO, 2, "fmap_acq-here", "M", 4.92, 7.38),
                Siemens.fieldmap(ONE, 3, "fmap_acq-here", "P", 7.38),
                Siemens.functional(RUN, 10, "func-bold_task-rest"),
                moved(Siemens.fieldmap(TWO, 11, "fmap_acq-there", "M", 4.92, 7.38)),
                moved(Siemens.fieldmap(ONE, 12, "fmap_acq-there", "P", 7.38)));

        StageReport report = consoles.convert();

        assertThat(report.findings()).extracting(Finding::code).contains("fieldmap-chosen");
        assertLinked(consoles, "fmap/sub-01_acq-here_phasediff");
        assertThat(consoles.sidecar("fmap/sub-01_acq-there_phasediff").has("IntendedFor"))
                .isFalse();
    }

    @Test
    void aLoneFieldmapOfAnotherPlaceIsTold() throws IOException, InterruptedException {
        Consoles consoles = Consoles.send(
                folder,
                moved(Siemens.fieldmap(TWO, 2, "fmap_acq-there", "M", 4.92, 7.38)),
                moved(Siemens.fieldmap(ONE, 3, "fmap_acq-there", "P", 7.38)),
                Siemens.functional(RUN, 10, "func-bold_task-rest"));

        assertThat(Consoles.warnings(consoles.convert())).containsExactly("fieldmap-elsewhere");
    }

    /** Two hand's breadths away. */
    private static ClassicSeries moved(ClassicSeries series) {
        return series.with((data, volume, slice) -> {
            double[] place = Phantom.position(slice);
            data.setDouble(Tag.IMAGE_POSITION_PATIENT, place[0], place[1], place[2] + 200);
        });
    }

    private static void assertLinked(Consoles consoles, String fieldmap) throws IOException {
        JsonNode sidecar = consoles.sidecar(fieldmap);
        assertThat(sidecar.path("IntendedFor").toString()).isEqualTo("[\"bids::sub-01/" + BOLD + ".nii.gz\"]");
        assertThat(sidecar.path("B0FieldIdentifier").asText()).isNotEmpty();
        assertThat(consoles.sidecar(BOLD).path("B0FieldSource")).isEqualTo(sidecar.path("B0FieldIdentifier"));
    }
}
