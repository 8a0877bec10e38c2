// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.StageReport;
import org.bidsforge.dicom.Tag;
import org.bidsforge.stages.TestTools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text logs of Siemens' physiological unit beside a run of four volumes that began at five past ten. */
class UnitLogIT {
    private static final String PROTOCOL = "func-bold_task-rest";
    private static final String STEM = "sub-01/func/sub-01_task-rest_recording-";
    private static final int BEGIN = (10 * 60 + 5) * 60;

    @TempDir
    private Path folder;

    @Test
    void aLogLiesBesideTheRunOfItsTime() throws IOException, InterruptedException {
        MadeSession session = session(PROTOCOL);
        write(session, "a.puls", "1 8 20 2", 400, BEGIN - 2, 12);
        write(session, "a.resp", "1 2 40 280", 50, BEGIN - 2, 12);
        int planned = session.planned().size();

        StageReport report = session.convert();

        JsonNode pulse = session.json(STEM + "cardiac_physio.json");
        assertThat(pulse.path("SamplingFrequency").asInt()).isEqualTo(400);
        assertThat(pulse.path("StartTime").asDouble()).isEqualTo(-2);
        assertThat(pulse.path("Columns").toString()).isEqualTo("[\"cardiac\",\"detected\"]");
        List<String> rows = rows(session, "cardiac");
        assertThat(rows).hasSize(4800);
        assertThat(rows.get(0)).isEqualTo("1000\t0");
        // A note within the signal and the marks in it are no samples.
        assertThat(rows.get(2400)).isEqualTo("1000\t0");
        assertThat(rows.get(4799)).isEqualTo("1099\t0");
        assertThat(rows.stream().filter(row -> row.endsWith("\t1"))).hasSize(1);
        assertThat(rows.get(99)).isEqualTo("1099\t1");
        assertThat(rows(session, "respiratory")).hasSize(600);
        assertThat(MadeSession.codes(report)).contains("physio-log-placed").doesNotContain("physio-log-left-out");
        assertThat(session.errors()).isEmpty();
        assertThat(TestTools.files(session.bids().resolve("sub-01"))).hasSize(planned);
        assertThat(report.toJson()).doesNotContain("a.puls");
    }

    @Test
    void aLogOfTwoRunsIsCut() throws IOException, InterruptedException {
        MadeSession session =
                MadeSession.in(folder, new MadeSeries(5, PROTOCOL).volumes(4), new MadeSeries(6, PROTOCOL).volumes(4));
        write(session, "a.ext", "1 8 20 2", 200, BEGIN - 10, 90);

        session.convert();

        for (String run : List.of("run-01", "run-02")) {
            String stem = "sub-01/func/sub-01_task-rest_" + run + "_recording-external_physio";
            assertThat(session.json(stem + ".json").path("StartTime").asDouble())
                    .isZero();
            assertThat(rows(session.bids().resolve(stem + ".tsv.gz"))).hasSize(8 * 200);
        }
    }

    @Test
    void twoLeadsOfAnElectrocardiogramAreTwoColumns() throws IOException, InterruptedException {
        MadeSession session = session(PROTOCOL);
        write(session, "a.ecg", "1 1 2 40", 800, BEGIN, 8);

        session.convert();

        assertThat(session.json(STEM + "ecg_physio.json").path("Columns").toString())
                .isEqualTo("[\"ecg1\",\"ecg2\",\"detected\"]");
        assertThat(session.json(STEM + "ecg_physio.json")
                        .path("SamplingFrequency")
                        .asInt())
                .isEqualTo(400);
        assertThat(rows(session, "ecg").get(1)).isEqualTo("1002\t1003\t0");
    }

    @Test
    void aLogOfAnotherTimeIsListedAndNotPlaced() throws IOException, InterruptedException {
        MadeSession session = session(PROTOCOL);
        write(session, "a.puls", "1 8 20 2", 400, BEGIN + 3600, 12);

        assertThat(leftOut(session))
                .containsExactly("Physiological log 1 of 1 (.puls): No run of this session was acquired while it was"
                        + " written.");
        assertThat(session.bids().resolve(STEM + "cardiac_physio.tsv.gz")).doesNotExist();
    }

    @Test
    void runsOfTwoDaysAtOneTimeOfDayAreNotGuessed() throws IOException, InterruptedException {
        MadeSession session = MadeSession.in(
                folder,
                new MadeSeries(5, PROTOCOL).volumes(4),
                new MadeSeries(65, PROTOCOL).volumes(4).with(data -> data.setString(Tag.ACQUISITION_DATE, "19200102")));
        write(session, "a.puls", "1 8 20 2", 400, BEGIN - 2, 12);

        assertThat(leftOut(session)).singleElement().asString().contains("runs of several days");
    }

    @Test
    void aLogWhoseSamplesDoNotFitItsClockIsListed() throws IOException, InterruptedException {
        MadeSession session = session(PROTOCOL);
        write(session, "a.puls", "1 8 20 2", 333, BEGIN - 2, 12);
        Files.writeString(session.dicom().resolve("b.resp"), "1 8 20 2 1 2 3");

        assertThat(leftOut(session)).hasSize(2);
        assertThat(session.images()).hasSize(1);
    }

    @Test
    void aLogThatCoversPartOfItsRunIsTold() throws IOException, InterruptedException {
        MadeSession session = session(PROTOCOL);
        write(session, "a.puls", "1 8 20 2", 400, BEGIN + 2, 12);

        assertThat(MadeSession.codes(session.convert())).contains("physio-incomplete");
        assertThat(session.json(STEM + "cardiac_physio.json").path("StartTime").asDouble())
                .isEqualTo(2);
    }

    private MadeSession session(String protocol) throws IOException {
        return MadeSession.in(folder, new MadeSeries(5, protocol).volumes(4));
    }

    private static List<String> leftOut(MadeSession session) throws IOException, InterruptedException {
        return session.convert().findings().stream()
                .filter(finding -> finding.code().equals("physio-log-left-out"))
                .map(Finding::evidence)
                .toList();
    }

    /** Samples from 1000 to 1099 and again, one mark after the hundredth, one note in the middle. */
    private static void write(MadeSession session, String name, String settings, int rate, int second, int seconds)
            throws IOException {
        StringBuilder log = new StringBuilder(settings).append(" 5002 LOGVERSION 3 6002");
        int count = rate * seconds;
        for (int i = 0; i < count; i++) {
            log.append(' ').append(1000 + i % 100);
            if (i == 99) {
                log.append(" 5000 6000");
            }
            if (i == count / 2) {
                log.append(" 5002 uiHwRevisionPeru: 0101 6002");
            }
        }
        log.append(" 5003\nECG  Freq Per: 0 0\nPULS Freq Per: 72 823\nLogStartMDHTime:  ")
                .append(second * 1000L)
                .append("\nLogStopMDHTime:   ")
                .append((second + seconds) * 1000L)
                .append("\nLogStartMPCUTime: 36632400\nLogStopMPCUTime:  39804637\n6003\n");
        Files.writeString(session.dicom().resolve(name), log);
    }

    private static List<String> rows(MadeSession session, String label) throws IOException {
        return rows(session.bids().resolve(STEM + label + "_physio.tsv.gz"));
    }

    private static List<String> rows(Path table) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(table))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
