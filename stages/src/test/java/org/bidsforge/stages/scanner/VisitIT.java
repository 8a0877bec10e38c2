// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.scanner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bidsforge.core.pipeline.SeriesOutcome;
import org.bidsforge.core.pipeline.StageReport;
import org.bidsforge.dicom.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens in the course of a visit: runs are taken again, stopped, split among echoes; consoles are restarted. */
class VisitIT {
    private static final Phantom TWO = new Phantom(5, 2);
    private static final Phantom THREE = new Phantom(5, 3);
    private static final String PROTOCOL = "func-bold_task-rest";

    @TempDir
    private Path folder;

    @Test
    void runsTakenAgainAreNumberedByTime() throws IOException, InterruptedException {
        Consoles consoles = Consoles.send(
                folder,
                at(20, Siemens.functional(TWO, 4, PROTOCOL)).from(2),
                at(10, Siemens.functional(TWO, 7, PROTOCOL)));

        consoles.convert();

        consoles.image("func/sub-01_task-rest_run-01_bold").shows(TWO, 0, 1);
        consoles.image("func/sub-01_task-rest_run-02_bold").shows(TWO, 2, 3);
    }

    @Test
    void ofTwoSeriesOfOneRunTheLongerIsKept() throws IOException, InterruptedException {
        Consoles consoles = Consoles.send(
                folder,
                Siemens.functional(THREE, 4, PROTOCOL + "_run-01"),
                Siemens.functional(TWO, 5, PROTOCOL + "_run-01").from(1));

        StageReport report = consoles.convertAsFarAsPossible();

        consoles.image("func/sub-01_task-rest_run-01_bold").shows(THREE, 0, 1, 2);
        assertThat(report.series()).extracting(SeriesOutcome::outcome).containsExactly("converted", "superseded");
        assertThat(Consoles.warnings(report)).contains("run-superseded");
    }

    @Test
    void aStoppedRunIsToldAndItsWholeVolumesStay() throws IOException, InterruptedException {
        Consoles consoles = Consoles.send(
                folder,
                Siemens.functional(THREE, 4, PROTOCOL)
                        .with((data, volume, slice) -> data.setInt(Tag.NUMBER_OF_TEMPORAL_POSITIONS, 10))
                        .without(2));

        StageReport report = consoles.convert();

        assertThat(consoles.images()).containsExactly("func/sub-01_task-rest_bold");
        consoles.image("func/sub-01_task-rest_bold").shows(THREE, 0, 1);
        assertThat(Consoles.warnings(report)).containsExactly("volume-incomplete", "volumes-missing");
    }

    @Test
    void aRestartedConsoleIsTheSameVisit() throws IOException, InterruptedException {
        Consoles consoles = Consoles.send(
                folder,
                Siemens.functional(TWO, 3, PROTOCOL),
                folder -> Siemens.functional(TWO, 3, PROTOCOL)
                        .from(2)
                        .with((data, volume, slice) -> {
                            data.setString(Tag.STUDY_INSTANCE_UID, "1.2.826.4");
                            data.setString(Tag.SERIES_INSTANCE_UID, "1.2.826.4.3");
                            data.setString(Tag.SOP_INSTANCE_UID, "1.2.826.4.3." + (volume * TWO.slices() + slice + 1));
                            data.setString(Tag.STUDY_TIME, "110000");
                            data.setString(Tag.ACQUISITION_TIME, Header.time(3600 + 2 * volume + slice / 5.0));
                        })
                        .write(folder.resolve("again")));

        consoles.convert();

        consoles.image("func/sub-01_task-rest_run-01_bold").shows(TWO, 0, 1);
        consoles.image("func/sub-01_task-rest_run-02_bold").shows(TWO, 2, 3);
    }

    @Test
    void echoesOfOneSeriesAreNumberedByTheirTimes() throws IOException, InterruptedException {
        Phantom six = new Phantom(5, 6);
        Consoles consoles = Consoles.send(folder, Siemens.echoes(six, 4, PROTOCOL, 12, 28, 44));

        consoles.convert();

        double[] seconds = {0.012, 0.028, 0.044};
        for (int echo = 0; echo < 3; echo++) {
            String stem = "func/sub-01_task-rest_echo-" + (echo + 1) + "_bold";
            consoles.image(stem).shows(six, 2 * echo, 2 * echo + 1);
            assertThat(consoles.sidecar(stem).path("EchoTime").asDouble()).isEqualTo(seconds[echo]);
        }
    }

    @Test
    void aSingleBandReferenceLiesBesideItsRun() throws IOException, InterruptedException {
        Phantom one = new Phantom(5, 1);
        Consoles consoles = Consoles.send(
                folder,
                Siemens.functional(one, 3, PROTOCOL)
                        .from(3)
                        .with((data, volume, slice) -> data.setString(Tag.SERIES_DESCRIPTION, PROTOCOL + "_SBRef")),
                Siemens.functional(THREE, 4, PROTOCOL));

        consoles.convert();

        consoles.image("func/sub-01_task-rest_sbref").shows(one, 3);
        consoles.image("func/sub-01_task-rest_bold").shows(THREE, 0, 1, 2);
    }

    @Test
    void mapsOfTheScannerHaveSuffixesOfTheirOwn() throws IOException, InterruptedException {
        Phantom one = new Phantom(5, 1);
        Consoles consoles = Consoles.send(
                folder,
                SiemensXa.enhancedDiffusion(Directions.PHANTOM, 3, "dwi", Directions.WEIGHTS, Directions.OF_PATIENT),
                Siemens.diffusionMap(one, 4, "dwi", "ADC"),
                Siemens.diffusionMap(one, 5, "dwi", "TRACEW").from(1),
                Siemens.diffusionMap(one, 6, "dwi", "FA").from(2));

        consoles.convert();

        assertThat(consoles.images())
                .isEqualTo(List.of("dwi/sub-01_ADC", "dwi/sub-01_FA", "dwi/sub-01_dwi", "dwi/sub-01_trace"));
        consoles.image("dwi/sub-01_ADC").shows(one, 0);
        consoles.image("dwi/sub-01_trace").shows(one, 1);
        consoles.image("dwi/sub-01_FA").shows(one, 2);
    }

    private static ClassicSeries at(int minute, ClassicSeries series) {
        return series.with((data, volume, slice) -> {
            data.setString(Tag.ACQUISITION_TIME, Header.time(60 * minute + 2 * volume + slice / 5.0));
            data.setString(Tag.SERIES_TIME, Header.time(60 * minute));
        });
    }
}
