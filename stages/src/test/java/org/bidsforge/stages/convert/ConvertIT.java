// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import org.bidsforge.core.bids.BidsSchema;
import org.bidsforge.core.config.Toolbox;
import org.bidsforge.core.pipeline.Outcome;
import org.bidsforge.core.pipeline.SeriesOutcome;
import org.bidsforge.stages.TestTools;
import org.bidsforge.stages.phantom.PhantomSession;
import org.bidsforge.stages.validate.Validation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvertIT {
    private static final String FUNC = "sub-01/ses-01/func/sub-01_ses-01_task-rest_run-0";

    @TempDir
    private static Path folder;

    private static Path phantom = Path.of("");

    @TempDir
    private Path own;

    @BeforeAll
    static void generate() throws IOException {
        TestTools.toolbox();
        phantom = folder.resolve("phantom");
        new PhantomSession(3, "Lab^Memory").write(phantom, folder.resolve("identifiers.json"));
    }

    @Test
    void convertsASessionToValidBidsAndAccountsForEverySeries() throws IOException, InterruptedException {
        Conversion conversion = convert(phantom, own.resolve("bids"));

        assertThat(conversion.report().series())
                .extracting(SeriesOutcome::outcome)
                .containsExactly(
                        "skipped",
                        "converted",
                        "converted",
                        "converted",
                        "converted",
                        "superseded",
                        "converted",
                        "converted",
                        "skipped");
        assertThat(conversion.report().outcome()).isEqualTo(Outcome.WARNINGS);
        assertThat(Validation.of(own.resolve("bids"), TestTools.toolbox())
                        .report()
                        .outcome())
                .isNotEqualTo(Outcome.FAILED_BY_DATA);
        assertThat(own.resolve("bids").resolve(FUNC + "2_bold.nii.gz")).exists();
    }

    @Test
    void aPlanNamesTheFilesThatTheConversionMakesAndWritesNone() throws IOException, InterruptedException {
        Path bids = own.resolve("bids");
        ConvertRequest request = request(phantom, bids);
        List<Plan> plans = new Planner(BidsSchema.read(TestTools.toolbox().requireSchema())).plan(request);
        assertThat(bids).doesNotExist();

        Conversion conversion = convert(phantom, bids);

        assertThat(plans.get(0).changes()).allMatch(change -> change.sign() == '+');
        assertThat(plans.get(0).changes().stream().map(Plan.Change::path))
                .containsExactlyElementsOf(conversion.files().stream()
                        .filter(file -> file.startsWith("sub-"))
                        .sorted()
                        .toList());
        assertThat(plans.get(0).rows().get(1).trace().rule()).isEqualTo("reproin");
        assertThat(new Planner(BidsSchema.read(TestTools.toolbox().requireSchema()))
                        .plan(request)
                        .get(0)
                        .changes())
                .allMatch(change -> change.sign() == '=');
    }

    @Test
    void theRulesOfTheDatasetDecideAboutNames() throws IOException, InterruptedException {
        Path rules = Files.createDirectories(own.resolve("bids/.bidsforge")).resolve("rules.yml");
        Files.writeString(rules, """
                version: 1
                rules:
                  - name: no diffusion
                    when: {sidecar.PhaseEncodingDirection: {present: true}, b_values: {min: 1}}
                    skip: Not part of this study.
                  - name: anatomy
                    when: {dicom.InversionTime: {min: 800, max: 1000}, protocol_name: {regex: 'anat-(?<what>[A-Z0-9a-z]+)_'}}
                    then: {datatype: anat, suffix: T1w, entities: {acq: 'x{what}'}}
                  - use: reproin
                """);

        Conversion conversion = convert(phantom, own.resolve("bids"));

        assertThat(own.resolve("bids/sub-01/ses-01/anat/sub-01_ses-01_acq-xT1w_T1w.nii.gz"))
                .exists();
        assertThat(own.resolve("bids").resolve(FUNC + "2_bold.nii.gz")).exists();
        assertThat(conversion.report().series())
                .filteredOn(series -> series.number() == 8)
                .extracting(SeriesOutcome::reason)
                .containsExactly("Not part of this study.");
    }

    @Test
    void linksFieldmapsInBothWays() throws IOException, InterruptedException {
        convert(phantom, own.resolve("bids"));

        JsonNode map = json("sub-01/ses-01/fmap/sub-01_ses-01_dir-AP_epi.json");
        JsonNode bold = json(FUNC + "1_bold.json");
        assertThat(bold.path("B0FieldSource")).isEqualTo(map.path("B0FieldIdentifier"));
        assertThat(map.path("IntendedFor")).hasSize(3);
        assertThat(map.path("IntendedFor").get(1).asText()).isEqualTo("bids::" + FUNC + "1_bold.nii.gz");
    }

    @Test
    void keepsNothingThatIdentifiesInSidecarsAndTables() throws IOException, InterruptedException {
        convert(phantom, own.resolve("bids"));

        StringBuilder text = new StringBuilder();
        for (Path file : TestTools.files(own.resolve("bids"))) {
            if (!file.toString().endsWith(".gz")) {
                text.append(Files.readString(file));
            }
        }
        for (JsonNode identifier :
                new ObjectMapper().readTree(folder.resolve("identifiers.json").toFile())) {
            assertThat(text.indexOf(identifier.path("value").asText()))
                    .as(identifier.toString())
                    .isNegative();
        }
    }

    @Test
    void givesTheSameBytesFromOtherNamesOrdersZonesAndLocales() throws IOException, InterruptedException {
        convert(phantom, own.resolve("bids"));
        Path shuffled = Files.createDirectory(own.resolve("shuffled"));
        List<Path> files = TestTools.files(phantom);
        Collections.shuffle(files, new java.util.Random(5));
        for (int i = 0; i < files.size(); i++) {
            Files.createLink(shuffled.resolve("f" + i), files.get(i));
        }

        TimeZone zone = TimeZone.getDefault();
        Locale locale = Locale.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
            Locale.setDefault(new Locale("ar", "EG"));
            convert(shuffled, own.resolve("elsewhere/deep/bids"));
        } finally {
            TimeZone.setDefault(zone);
            Locale.setDefault(locale);
        }

        assertThat(TestTools.tree(own.resolve("elsewhere/deep/bids"))).isEqualTo(TestTools.tree(own.resolve("bids")));
    }

    @Test
    void changesNothingTheSecondTime() throws IOException, InterruptedException {
        convert(phantom, own.resolve("bids"));
        SortedMap<String, Long> before = times(own.resolve("bids"));

        convert(phantom, own.resolve("bids"));

        assertThat(times(own.resolve("bids"))).isEqualTo(before);
    }

    @Test
    void removesWhatAnEarlierConversionMadeAndThisOneDoesNot() throws IOException, InterruptedException {
        convert(phantom, own.resolve("bids"));
        Path less = Files.createDirectory(own.resolve("less"));
        for (Path file : TestTools.files(phantom)) {
            if (!file.toString().contains("series-008")) {
                Files.createLink(less.resolve(flat(file)), file);
            }
        }

        Conversion conversion = convert(less, own.resolve("bids"));

        assertThat(conversion.removed()).hasSize(4).allMatch(path -> path.contains("/dwi/"));
        assertThat(own.resolve("bids/sub-01/ses-01/dwi/sub-01_ses-01_dir-AP_dwi.nii.gz"))
                .doesNotExist();
    }

    @Test
    void oneDamagedSeriesNeverStopsTheOthers() throws IOException, InterruptedException {
        Path damaged = Files.createDirectory(own.resolve("damaged"));
        for (Path file : TestTools.files(phantom)) {
            Path copy = damaged.resolve(flat(file));
            Files.copy(file, copy);
            if (file.toString().contains("series-005")) {
                byte[] bytes = Files.readAllBytes(copy);
                Files.write(copy, java.util.Arrays.copyOf(bytes, bytes.length / 2));
            }
        }

        Conversion conversion = convert(damaged, own.resolve("bids"));

        assertThat(conversion.report().outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(own.resolve("bids").resolve(FUNC + "2_bold.nii.gz")).exists();
        assertThat(own.resolve("bids").resolve(FUNC + "1_bold.nii.gz")).doesNotExist();
    }

    @Test
    void aCrashOfTheConverterOnOneSeriesCostsThatSeriesOnly() throws IOException, InterruptedException {
        Conversion conversion = convert(
                OddToolbox.before(own, "func-bold_task-rest_run-01_ses-01", "kill -SEGV $$"), own.resolve("bids"));

        assertThat(conversion.report().outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(conversion.report().series())
                .filteredOn(series -> series.outcome().equals("failed"))
                .extracting(SeriesOutcome::number)
                .containsExactly(5);
        assertThat(own.resolve("bids").resolve(FUNC + "2_bold.nii.gz")).exists();
    }

    private static String flat(Path file) {
        return phantom.relativize(file).toString().replace('/', '-');
    }

    private Conversion convert(Path dicom, Path bids) throws IOException, InterruptedException {
        return convert(TestTools.toolbox(), dicom, bids);
    }

    private Conversion convert(Toolbox toolbox, Path bids) throws IOException, InterruptedException {
        return convert(toolbox, phantom, bids);
    }

    private static Conversion convert(Toolbox toolbox, Path dicom, Path bids) throws IOException, InterruptedException {
        Files.createDirectories(bids.getParent());
        ConvertRequest request = request(dicom, bids);
        List<Conversion> conversions = Converter.of(toolbox).convert(request);
        assertThat(conversions).hasSize(1);
        return conversions.get(0);
    }

    private static ConvertRequest request(Path dicom, Path bids) {
        return new ConvertRequest(List.of(dicom), bids, Optional.of("01"), Optional.empty(), false);
    }

    private JsonNode json(String path) throws IOException {
        return new ObjectMapper().readTree(own.resolve("bids").resolve(path).toFile());
    }

    private static SortedMap<String, Long> times(Path dataset) throws IOException {
        SortedMap<String, Long> times = new TreeMap<>();
        for (Path file : TestTools.files(dataset)) {
            times.put(file.toString(), Files.getLastModifiedTime(file).toMillis());
        }
        return times;
    }
}
