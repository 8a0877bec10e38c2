// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.StageReport;
import org.bidsforge.stages.TestTools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What DICOM does not say of arterial spin labelling is taken from the study's settings, or told as missing. */
class PerfusionIT {
    private static final String NAMES = """
            version: 1
            rules:
              - {when: {protocol_name: pcasl}, then: {datatype: perf, suffix: asl}}
              - {when: {protocol_name: m0}, then: {datatype: perf, suffix: m0scan}}
            """;
    private static final String SETTINGS = """
            sidecars:
              - for: {datatype: perf, suffix: asl}
                set: {ArterialSpinLabelingType: PCASL, PostLabelingDelay: 1.8, LabelingDuration: 1.8,
                      BackgroundSuppression: false}
                volumes: [control, label]
            """;
    private static final String ASL = "sub-01/perf/sub-01_asl";

    @TempDir
    private Path folder;

    @Test
    void theStudysSettingsCompleteTheSeries() throws IOException, InterruptedException {
        MadeSession session = MadeSession.in(folder, new MadeSeries(2, "pcasl").volumes(6), new MadeSeries(3, "m0"))
                .rules(NAMES + SETTINGS);
        int planned = session.planned().size();

        StageReport report = session.convert();

        JsonNode sidecar = session.json(ASL + ".json");
        assertThat(sidecar.path("ArterialSpinLabelingType").asText()).isEqualTo("PCASL");
        assertThat(sidecar.path("PostLabelingDelay").decimalValue()).hasToString("1.8");
        assertThat(sidecar.path("TotalAcquiredPairs").asInt()).isEqualTo(3);
        assertThat(sidecar.path("M0Type").asText()).isEqualTo("Separate");
        assertThat(sidecar.path("RepetitionTimePreparation").asDouble()).isEqualTo(2);
        assertThat(session.bids().resolve("sub-01/perf/sub-01_aslcontext.tsv"))
                .hasContent("volume_type\ncontrol\nlabel\ncontrol\nlabel\ncontrol\nlabel\n");
        assertThat(session.json("sub-01/perf/sub-01_m0scan.json")
                        .path("IntendedFor")
                        .get(0)
                        .asText())
                .isEqualTo("bids::" + ASL + ".nii.gz");
        assertThat(report.findings())
                .extracting(Finding::code)
                .doesNotContain("sidecar-key-required", "aslcontext-mismatch");
        assertThat(session.errors()).isEmpty();
        assertThat(TestTools.files(session.bids().resolve("sub-01"))).hasSize(planned);
    }

    @Test
    void aCalibrationMayBeTheFirstVolume() throws IOException, InterruptedException {
        MadeSession session = MadeSession.in(folder, new MadeSeries(2, "pcasl").volumes(5))
                .rules(NAMES
                        + SETTINGS.replace(
                                "volumes: [control, label]", "volumes: {first: [m0scan], repeat: [label, control]}"));

        session.convert();

        assertThat(session.json(ASL + ".json").path("M0Type").asText()).isEqualTo("Included");
        assertThat(session.bids().resolve("sub-01/perf/sub-01_aslcontext.tsv"))
                .hasContent("volume_type\nm0scan\nlabel\ncontrol\nlabel\ncontrol\n");
        assertThat(session.errors()).isEmpty();
    }

    @Test
    void anOrderThatDoesNotFitTheVolumesIsToldAndNotWritten() throws IOException, InterruptedException {
        MadeSession session =
                MadeSession.in(folder, new MadeSeries(2, "pcasl").volumes(5)).rules(NAMES + SETTINGS);

        assertThat(MadeSession.codes(session.convert())).contains("aslcontext-mismatch");
        assertThat(session.bids().resolve("sub-01/perf/sub-01_aslcontext.tsv")).doesNotExist();
    }

    @Test
    void withoutSettingsEveryMissingKeyIsTold() throws IOException, InterruptedException {
        MadeSession session =
                MadeSession.in(folder, new MadeSeries(2, "pcasl").volumes(6)).rules(NAMES);

        assertThat(session.convert().findings())
                .filteredOn(finding -> finding.code().equals("sidecar-key-required"))
                .extracting(Finding::evidence)
                .containsExactly("BIDS requires ArterialSpinLabelingType, BackgroundSuppression, M0Type,"
                        + " PostLabelingDelay, TotalAcquiredPairs.");
    }

    @Test
    void settingsThatContradictTheScannerAreToldAndHold() throws IOException, InterruptedException {
        MadeSession session = MadeSession.in(folder, new MadeSeries(2, "pcasl").volumes(6))
                .rules(NAMES + SETTINGS.replace("set: {", "set: {EchoTime: 0.013, MagneticFieldStrength: 3, "));

        StageReport report = session.convert();

        assertThat(session.json(ASL + ".json").path("EchoTime").asDouble()).isEqualTo(0.013);
        assertThat(report.findings())
                .filteredOn(finding -> finding.code().equals("sidecar-overridden"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.evidence())
                        .contains("EchoTime is 0.03 by DICOM and 0.013")
                        .doesNotContain("MagneticFieldStrength"));
    }

    @Test
    void aTableOfASeriesThatIsGoneGoesToo() throws IOException, InterruptedException {
        MadeSession session = MadeSession.in(folder, new MadeSeries(2, "pcasl").volumes(6), new MadeSeries(3, "m0"))
                .rules(NAMES + SETTINGS);
        session.convert();
        session.rules(NAMES.replace("suffix: asl", "suffix: asl, entities: {acq: two}") + SETTINGS);

        session.convert();

        assertThat(session.bids().resolve("sub-01/perf/sub-01_aslcontext.tsv")).doesNotExist();
        assertThat(Files.exists(session.bids().resolve("sub-01/perf/sub-01_acq-two_aslcontext.tsv")))
                .isTrue();
    }
}
