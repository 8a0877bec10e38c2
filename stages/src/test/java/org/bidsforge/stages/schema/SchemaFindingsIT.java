// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.bidsforge.core.bids.BidsName;
import org.bidsforge.core.bids.BidsSchema;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.stages.TestTools;
import org.bidsforge.stages.dcm2niix.RawImage;
import org.bidsforge.stages.image.NiftiHeader;
import org.bidsforge.stages.naming.NamedImage;
import org.bidsforge.stages.source.Series;
import org.bidsforge.stages.source.Variety;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each test makes one thing wrong in a session that is right, and expects what the schema says against it. */
class SchemaFindingsIT {
    private static final String BOLD = """
            {"TaskName": "rest", "RepetitionTime": 2.0, "SliceTiming": [0, 1.0, 0.5, 1.5]}""";
    private static final Set<String> NOT_ASKED = Set.of("sidecar-key-recommended");

    private static Optional<BidsSchema> schema = Optional.empty();

    @TempDir
    private Path folder;

    @BeforeAll
    static void readSchema() throws IOException {
        schema = Optional.of(BidsSchema.read(TestTools.toolbox().requireSchema()));
    }

    @Test
    void findNothingInWhatIsRight() throws IOException {
        assertThat(codes("func", "sub-01_task-rest_bold", BOLD, 10)).isEmpty();
    }

    @Test
    void aMissingKeyIsRequired() throws IOException {
        List<Finding> findings = findings("func", "sub-01_task-rest_bold", "{\"RepetitionTime\": 2.0}", 10);

        assertThat(findings)
                .filteredOn(finding -> finding.code().equals("sidecar-key-required"))
                .extracting(Finding::evidence)
                .containsExactly("BIDS requires TaskName.");
    }

    @Test
    void aValueThatBidsDoesNotAllowIsTold() throws IOException {
        String odd = BOLD.replace("}", ", \"PhaseEncodingDirection\": \"AP\", \"Mine\": [\"anything\"]}");

        assertThat(findings("func", "sub-01_task-rest_bold", odd, 10))
                .filteredOn(finding -> finding.code().equals("sidecar-value-invalid"))
                .extracting(Finding::evidence)
                .containsExactly(
                        "By BIDS PhaseEncodingDirection must be one of i, i-, j, j-, k, k-;" + " it is \"AP\".");
    }

    @Test
    void aRuleOfAnotherLanguageIsToldAndTheOthersHold() throws IOException {
        Path later = folder.resolve("later.json");
        String text = Files.readString(TestTools.toolbox().requireSchema());
        Files.writeString(later, text.replace("length(sidecar.EchoTime)", "size(sidecar.EchoTime)"));
        Optional<BidsSchema> known = schema;
        schema = Optional.of(BidsSchema.read(later));
        try {
            assertThat(codes("func", "sub-01_task-rest_bold", BOLD, 1))
                    .contains("BOLD_NOT_4D", "schema-rule-not-understood");
        } finally {
            schema = known;
        }
    }

    @Test
    void theEvidenceHasTheNumbers() throws IOException {
        String late = BOLD.replace("1.5]", "2.1]");

        assertThat(findings("func", "sub-01_task-rest_bold", late, 10))
                .filteredOn(finding -> finding.code().startsWith("SLICETIMING"))
                .extracting(Finding::evidence)
                .containsExactly("BIDS requires max(sidecar.SliceTiming) <= sidecar.RepetitionTime;"
                        + " max(sidecar.SliceTiming) is 2.1, sidecar.RepetitionTime is 2.0.");
    }

    @Test
    void headersAreComparedWithSidecars() throws IOException {
        assertThat(codes("func", "sub-01_task-rest_bold", BOLD.replace("1.5]", "1.5, 1.7]"), 10))
                .containsExactly("SLICETIMING_ELEMENTS");
        assertThat(codes("func", "sub-01_task-rest_bold", BOLD.replace("2.0", "2.4"), 10))
                .containsExactly("REPETITION_TIME_MISMATCH");
        assertThat(codes("func", "sub-01_task-rest_bold", BOLD, 1)).containsExactly("BOLD_NOT_4D");
    }

    @Test
    void tablesBesideAnImageAreComparedWithIt() throws IOException {
        write("sub-01/dwi/sub-01_dwi.bval", "0 1000 1000\n");
        write("sub-01/dwi/sub-01_dwi.bvec", "0 1 0\n0 0 1\n0 0 0\n");

        assertThat(codes("dwi", "sub-01_dwi", "{}", 4)).containsExactly("VOLUME_COUNT_MISMATCH");
        assertThat(codes("dwi", "sub-01_dwi", "{}", 3)).isEmpty();
    }

    @Test
    void whatBelongsToAnImageMayLieAbove() throws IOException {
        assertThat(codes("func", "sub-01_task-eyes_bold", BOLD, 10)).containsExactly("EVENTS_TSV_MISSING");

        write("task-eyes_events.tsv", "onset\tduration\n1.0\t2.0\n12.0\t2.0\n");

        assertThat(codes("func", "sub-01_task-eyes_bold", BOLD, 10)).isEmpty();
    }

    @Test
    void equalFindingsOfManyImagesAreOne() throws IOException {
        NamedImage one = named("func", "sub-01_task-rest_run-01_bold", BOLD, 1);
        NamedImage two = named("func", "sub-01_task-rest_run-02_bold", BOLD, 1);

        List<Finding> findings = findings(List.of(one, two));

        assertThat(findings)
                .extracting(Finding::code)
                .filteredOn("BOLD_NOT_4D"::equals)
                .hasSize(1);
        assertThat(findings.get(0).evidence()).endsWith("1 more: sub-01_task-rest_run-02_bold.nii.gz.");
    }

    @Test
    void whatIsWithheldIsNotMissed() throws IOException {
        assertThat(findings("func", "sub-01_task-rest_bold", BOLD, 10))
                .filteredOn(finding -> finding.code().equals("sidecar-key-recommended"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.evidence())
                        .contains("func/bold: ", "CogAtlasID")
                        .doesNotContain("InstitutionName"));
    }

    private List<String> codes(String datatype, String name, String sidecar, int volumes) throws IOException {
        return findings(datatype, name, sidecar, volumes).stream()
                .map(Finding::code)
                .filter(code -> !NOT_ASKED.contains(code))
                .toList();
    }

    private List<Finding> findings(String datatype, String name, String sidecar, int volumes) throws IOException {
        return findings(List.of(named(datatype, name, sidecar, volumes)));
    }

    private List<Finding> findings(List<NamedImage> images) {
        Map<String, ObjectNode> sidecars = new TreeMap<>();
        images.forEach(image -> sidecars.put(image.path(), image.image().sidecar()));
        SessionScope session = new SessionScope(schema.orElseThrow(), images, new Folder(folder));
        return new SchemaFindings(session, key -> key.startsWith("Institution")).of(images, sidecars);
    }

    private record Folder(Path root) implements DatasetView {
        @Override
        public Optional<Path> find(String path) {
            return Optional.of(root.resolve(path)).filter(Files::exists);
        }

        @Override
        public Set<String> names(String folder) throws IOException {
            Path there = root.resolve(folder);
            if (!Files.isDirectory(there)) {
                return Set.of();
            }
            try (var list = Files.list(there)) {
                return list.map(file -> file.getFileName().toString()).collect(java.util.stream.Collectors.toSet());
            }
        }
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.writeString(folder.resolve(path), text);
    }

    private static NamedImage named(String datatype, String name, String sidecar, int volumes) throws IOException {
        NiftiHeader header = new NiftiHeader(
                List.of(8, 8, 4, volumes),
                List.of(1.0, 1.0, 1.0, 2.0),
                List.of(),
                ByteOrder.LITTLE_ENDIAN,
                4,
                352,
                1,
                0);
        ObjectNode json = (ObjectNode) JsonMapper.builder().build().readTree(sidecar);
        RawImage raw = new RawImage("1.2", "", Path.of("x.nii"), header, json, Optional.empty(), Optional.empty());
        Series series = new Series("1.2", "", new DataSet(), List.of(), Variety.none());
        BidsName parsed = BidsName.parse(name + ".nii.gz").orElseThrow();
        return new NamedImage(series, raw, datatype, parsed, "sub-01/" + datatype + "/" + name + ".nii.gz");
    }
}
