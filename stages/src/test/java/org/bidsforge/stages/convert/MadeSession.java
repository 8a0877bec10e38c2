// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bidsforge.core.bids.BidsSchema;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.Severity;
import org.bidsforge.core.pipeline.StageReport;
import org.bidsforge.stages.TestTools;
import org.bidsforge.stages.image.NiftiHeader;
import org.bidsforge.stages.scanner.MadeScan;
import org.bidsforge.stages.validate.Validation;

/** Made series, converted under given rules, and the dataset that comes out. */
public record MadeSession(Path dicom, Path bids) {
    public static MadeSession in(Path folder, MadeScan... scans) throws IOException {
        TestTools.toolbox();
        MadeSession session = new MadeSession(folder.resolve("dicom"), folder.resolve("bids"));
        for (MadeScan scan : scans) {
            scan.write(session.dicom);
        }
        return session;
    }

    public MadeSession rules(String yaml) throws IOException {
        Files.createDirectories(bids.resolve(".bidsforge"));
        Files.writeString(bids.resolve(".bidsforge/rules.yml"), yaml);
        return this;
    }

    ConvertRequest request() {
        return new ConvertRequest(List.of(dicom), bids, Optional.of("01"), Optional.empty(), false);
    }

    /** The files that the headers alone promise, sorted. */
    public List<String> planned() throws IOException {
        List<Plan> plans = new Planner(BidsSchema.read(TestTools.toolbox().requireSchema())).plan(request());
        assertThat(plans).hasSize(1);
        return plans.get(0).changes().stream().map(Plan.Change::path).sorted().toList();
    }

    public StageReport convert() throws IOException, InterruptedException {
        List<Conversion> conversions = Converter.of(TestTools.toolbox()).convert(request());
        assertThat(conversions).hasSize(1);
        return conversions.get(0).report();
    }

    /** The errors that the validator finds, by code, place and evidence. */
    public List<String> errors() throws IOException, InterruptedException {
        return Validation.of(bids, TestTools.toolbox()).report().findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .map(finding -> finding.code() + " " + finding.path().orElse("") + " " + finding.evidence())
                .toList();
    }

    static List<String> codes(StageReport report) {
        return report.findings().stream().map(Finding::code).distinct().toList();
    }

    public JsonNode json(String path) throws IOException {
        return JsonMapper.builder().build().readTree(bids.resolve(path).toFile());
    }

    int volumes(String path) throws IOException {
        return NiftiHeader.read(bids.resolve(path)).volumes();
    }

    /** The images of the dataset, sorted. */
    public List<String> images() throws IOException {
        return TestTools.files(bids).stream()
                .map(file -> bids.relativize(file).toString())
                .filter(path -> path.endsWith(".nii.gz"))
                .sorted()
                .toList();
    }
}
