// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.scanner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.SeriesOutcome;
import org.bidsforge.core.pipeline.Severity;
import org.bidsforge.core.pipeline.StageReport;
import org.bidsforge.stages.convert.MadeSession;

/** What consoles sent of one visit, and the dataset that comes of it. */
record Consoles(MadeSession session) {
    private static final String SUBJECT = "sub-01/";
    private static final String IMAGE = ".nii.gz";

    static Consoles send(Path folder, MadeScan... scans) throws IOException {
        return new Consoles(MadeSession.in(folder, scans));
    }

    Consoles rules(String yaml) throws IOException {
        return new Consoles(session.rules("version: 1\n" + yaml));
    }

    /** Converts, expects every series to be converted and the validator to find no error. */
    StageReport convert() throws IOException, InterruptedException {
        List<String> planned = stems(session.planned());
        StageReport report = convertAsFarAsPossible();
        assertThat(planned).isEqualTo(images());
        assertThat(report.series())
                .as(report.findings().toString())
                .extracting(SeriesOutcome::outcome)
                .containsOnly("converted");
        return report;
    }

    /** Expects only that what comes out is valid. */
    StageReport convertAsFarAsPossible() throws IOException, InterruptedException {
        StageReport report = session.convert();
        assertThat(session.errors()).isEmpty();
        return report;
    }

    /** What a person must look at, by code; recommendations are not among it. */
    static List<String> warnings(StageReport report) {
        return report.findings().stream()
                .filter(finding -> finding.severity() != Severity.NOTE)
                .map(Finding::code)
                .toList();
    }

    KnownAnswer image(String stem) throws IOException {
        return KnownAnswer.read(file(stem + IMAGE));
    }

    /** The files beside the image say the weightings and directions with which all diffusion here is made. */
    void requireWeightings(String stem) throws IOException {
        image(stem).isWeighted(file(stem + ".bval"), file(stem + ".bvec"), Directions.WEIGHTS, Directions.OF_PATIENT);
    }

    Path file(String path) {
        return session.bids().resolve(SUBJECT + path);
    }

    JsonNode sidecar(String stem) throws IOException {
        return session.json(SUBJECT + stem + ".json");
    }

    /** The images of the subject, by their stems, sorted. */
    List<String> images() throws IOException {
        return stems(session.images());
    }

    private static List<String> stems(List<String> files) {
        return files.stream()
                .filter(path -> path.startsWith(SUBJECT) && path.endsWith(IMAGE))
                .map(path -> path.substring(SUBJECT.length(), path.length() - IMAGE.length()))
                .toList();
    }

    /** The sidecar says for each slice of the image when the slice of the phantom at its place was taken, in seconds. */
    void slicesWereTaken(String stem, Phantom phantom, IntToDoubleFunction times, double tolerance) throws IOException {
        JsonNode said = sidecar(stem).path("SliceTiming");
        int[] slices = image(stem).slices(phantom);
        assertThat(said).hasSize(phantom.slices());
        for (int z = 0; z < slices.length; z++) {
            assertThat(said.get(z).asDouble()).isCloseTo(times.applyAsDouble(slices[z]), within(tolerance));
        }
    }
}
