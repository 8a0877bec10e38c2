// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bidsforge.core.pipeline.Severity;
import org.bidsforge.stages.TestTools;
import org.bidsforge.stages.phantom.PhantomSession;
import org.bidsforge.stages.validate.Validation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dataset that is converted again under other rules. */
class ChangedRulesIT {
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);
    private static final String SESSION = "sub-01/ses-01/";
    private static final String OLD = SESSION + "func/sub-01_ses-01_task-rest_run-";
    private static final String NEW = SESSION + "func/sub-01_ses-01_task-rest_acq-new_run-";
    private static final String SCANS = SESSION + "sub-01_ses-01_scans.tsv";
    private static final String T1W = SESSION + "anat/sub-01_ses-01_T1w.json";

    @TempDir
    private static Path data;

    @TempDir
    private Path own;

    private Path bids = Path.of("");

    @BeforeAll
    static void generate() throws IOException {
        TestTools.toolbox();
        new PhantomSession(3, "Lab^Memory").write(data.resolve("scan"), data.resolve("identifiers.json"));
    }

    @BeforeEach
    void convertOnce() throws IOException, InterruptedException {
        bids = own.resolve("bids");
        convert();
        for (Path file : TestTools.files(bids)) {
            Files.setLastModifiedTime(file, LONG_AGO);
        }
    }

    private Conversion convert() throws IOException, InterruptedException {
        ConvertRequest request = new ConvertRequest(
                List.of(data.resolve("scan")), bids, Optional.of("01"), Optional.empty(), Optional.empty(), false);
        return Converter.of(TestTools.toolbox()).convert(request).get(0);
    }

    private void rules(String text) throws IOException {
        Path rules = bids.resolve(".bidsforge/rules.yml");
        Files.createDirectories(rules.getParent());
        Files.writeString(rules, "version: 1\n" + text);
        Files.setLastModifiedTime(rules, LONG_AGO);
    }

    private void renameRuns() throws IOException {
        rules("""
                rules:
                  - when: {protocol_name: {regex: 'func-bold.*run-(?<run>[0-9]+).*'}}
                    then: {datatype: func, suffix: bold, entities: {task: rest, acq: new, run: '{run}'}}
                  - use: reproin
                """);
    }

    @Test
    void changesWhatTheyNameAndWhatPointsAtItAndNothingElse() throws IOException, InterruptedException {
        SortedMap<String, String> before = TestTools.tree(bids);
        renameRuns();

        Conversion conversion = convert();

        List<String> files = List.of("01_bold.json", "01_bold.nii.gz", "02_bold.json", "02_bold.nii.gz");
        assertThat(conversion.removed())
                .containsExactlyInAnyOrderElementsOf(
                        files.stream().map(file -> OLD + file).toList());
        assertThat(touched())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                files.stream().map(file -> NEW + file),
                                Stream.of(
                                        SCANS,
                                        SESSION + "fmap/sub-01_ses-01_dir-AP_epi.json",
                                        SESSION + "fmap/sub-01_ses-01_dir-PA_epi.json"))
                        .toList());
        SortedMap<String, String> after = new TreeMap<>(TestTools.tree(bids));
        for (String file : files) {
            assertThat(after).doesNotContainKey(OLD + file);
            if (file.endsWith(".nii.gz")) {
                assertThat(after.get(NEW + file)).isEqualTo(before.get(OLD + file));
            }
        }
        assertThat(Files.readString(bids.resolve(SCANS))).contains("acq-new").doesNotContain("rest_run");
        assertThat(Validation.of(bids, TestTools.toolbox()).report().findings())
                .noneMatch(finding -> finding.severity() == Severity.ERROR);
    }

    /** Files that were written since the first conversion. */
    private List<String> touched() throws IOException {
        return TestTools.files(bids).stream()
                .filter(file -> !LONG_AGO.equals(time(file)))
                .map(file -> bids.relativize(file).toString())
                .toList();
    }

    private static FileTime time(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    @Test
    void backAndForthGivesTheSameDataset() throws IOException, InterruptedException {
        SortedMap<String, String> before = TestTools.tree(bids);
        renameRuns();
        convert();

        Files.delete(bids.resolve(".bidsforge/rules.yml"));
        convert();

        assertThat(TestTools.tree(bids)).isEqualTo(before);
    }

    @Test
    void aSettingForOneKindOfImageTouchesItsSidecarsOnly() throws IOException, InterruptedException {
        rules("""
                sidecars:
                  - for: {suffix: bold}
                    set: {Instructions: Lie still.}
                """);

        Conversion conversion = convert();

        assertThat(touched()).containsExactlyInAnyOrder(OLD + "01_bold.json", OLD + "02_bold.json");
        assertThat(conversion.replaced()).containsExactlyInAnyOrder(OLD + "01_bold.json", OLD + "02_bold.json");
        assertThat(conversion.removed()).isEmpty();
    }

    @Test
    void whatSomebodyChangedByHandIsNamedWhenItGoes() throws IOException, InterruptedException {
        Files.writeString(bids.resolve(T1W), "{\"Mine\": true}\n");
        Path participants = bids.resolve("participants.tsv");
        Files.writeString(
                participants,
                Files.readString(participants)
                                .replaceFirst("\n", "\thandedness\n")
                                .strip() + "\tleft\n");
        String mine = Files.readString(participants);

        Program.Ended ended = new Program(own)
                .run("convert", data.resolve("scan").toString(), "--bids", bids.toString(), "--subject", "01");

        assertThat(ended.output()).contains("Replaced, as they were not what this conversion makes", "  " + T1W);
        assertThat(participants).hasContent(mine);
    }

    @Test
    void filesThatNoConversionMadeStay() throws IOException, InterruptedException {
        Path events = Files.writeString(bids.resolve(OLD + "01_events.tsv"), "onset\tduration\n1\t2\n");
        Path notes = Files.writeString(bids.resolve(SESSION + "func/notes.txt"), "mine");
        renameRuns();

        convert();

        assertThat(events).hasContent("onset\tduration\n1\t2\n");
        assertThat(notes).hasContent("mine");
    }
}
