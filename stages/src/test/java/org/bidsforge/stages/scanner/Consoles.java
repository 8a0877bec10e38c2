// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.scanner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bidsforge.core.bids.BidsSchema;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.SeriesOutcome;
import org.bidsforge.core.pipeline.Severity;
import org.bidsforge.core.pipeline.StageReport;
import org.bidsforge.stages.TestTools;
import org.bidsforge.stages.convert.Conversion;
import org.bidsforge.stages.convert.ConvertRequest;
import org.bidsforge.stages.convert.Converter;
import org.bidsforge.stages.convert.Planner;
import org.bidsforge.stages.validate.Validation;

/** What consoles sent of one visit, and the dataset that comes of it. */
record Consoles(Path dicom, Path bids) {
    static Consoles send(Path folder, MadeScan... scans) throws IOException {
        TestTools.toolbox();
        Consoles consoles = new Consoles(folder.resolve("dicom"), folder.resolve("bids"));
        for (MadeScan scan : scans) {
            scan.write(consoles.dicom);
        }
        return consoles;
    }

    Consoles rules(String yaml) throws IOException {
        Files.createDirectories(bids.resolve(".bidsforge"));
        Files.writeString(bids.resolve(".bidsforge/rules.yml"), "version: 1\n" + yaml);
        return this;
    }

    /** Converts, expects every series to be converted and the validator to find no error. */
    StageReport convert() throws IOException, InterruptedException {
        List<String> planned = planned();
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
        List<Conversion> conversions = Converter.of(TestTools.toolbox()).convert(request());
        assertThat(conversions).hasSize(1);
        assertThat(errors()).isEmpty();
        return conversions.get(0).report();
    }

    private ConvertRequest request() {
        return new ConvertRequest(List.of(dicom), bids, Optional.of("01"), Optional.empty(), false);
    }

    /** The images that the headers alone promise, by their stems, sorted. */
    private List<String> planned() throws IOException {
        BidsSchema schema = BidsSchema.read(TestTools.toolbox().requireSchema());
        return new Planner(schema)
                .plan(request()).get(0).changes().stream()
                        .map(change -> change.path())
                        .filter(path -> path.endsWith(".nii.gz"))
                        .map(path -> path.replace("sub-01/", "").replace(".nii.gz", ""))
                        .toList();
    }

    List<String> errors() throws IOException, InterruptedException {
        return Validation.of(bids, TestTools.toolbox()).report().findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .map(finding -> finding.code() + " " + finding.path().orElse("") + " " + finding.evidence())
                .toList();
    }

    /** What a person must look at, by code and evidence; recommendations are not among it. */
    static List<String> warnings(StageReport report) {
        return report.findings().stream()
                .filter(finding -> finding.severity() != Severity.NOTE)
                .map(Finding::code)
                .toList();
    }

    KnownAnswer image(String stem) throws IOException {
        return KnownAnswer.read(bids.resolve("sub-01/" + stem + ".nii.gz"));
    }

    Path file(String path) {
        return bids.resolve("sub-01/" + path);
    }

    JsonNode sidecar(String stem) throws IOException {
        return JsonMapper.builder().build().readTree(file(stem + ".json").toFile());
    }

    /** The images of the subject, by their stems, sorted. */
    List<String> images() throws IOException {
        List<String> stems = new ArrayList<>();
        Path subject = bids.resolve("sub-01");
        for (Path path : TestTools.files(subject)) {
            String name = subject.relativize(path).toString();
            if (name.endsWith(".nii.gz")) {
                stems.add(name.substring(0, name.length() - ".nii.gz".length()));
            }
        }
        return stems;
    }

    static double[] numbers(JsonNode list) {
        double[] numbers = new double[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = list.get(i).asDouble();
        }
        return numbers;
    }
}
