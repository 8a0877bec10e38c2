// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bidsforge.dicom.Tag;
import org.bidsforge.stages.TestTools;
import org.bidsforge.stages.phantom.PhantomSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a machine, the order of its work and other programs beside it must not change. */
class SameBytesIT {
    @TempDir
    private static Path data;

    private static Path scan = Path.of("");
    private static SortedMap<String, String> expected = new TreeMap<>();

    @TempDir
    private Path own;

    @BeforeAll
    static void convertOnThisMachine() throws IOException, InterruptedException {
        TestTools.toolbox();
        scan = data.resolve("scan");
        new PhantomSession(3, "Lab^Memory").write(scan, data.resolve("identifiers.json"));
        expected = convert(new Program(data), data.resolve("bids"), List.of(scan));
    }

    private static SortedMap<String, String> convert(Program program, Path bids, List<Path> inputs)
            throws IOException, InterruptedException {
        List<String> arguments =
                new ArrayList<>(List.of("convert", "--bids", bids.toString(), "--subject", "01", "--sourcedata"));
        inputs.forEach(input -> arguments.add(input.toString()));
        Program.Ended ended = program.run(arguments.toArray(String[]::new));
        assertThat(ended.exit()).as(ended.output()).isZero();
        return TestTools.tree(bids);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void coresChangeNoByte(int cores) throws IOException, InterruptedException {
        Program program = new Program(own).option("-XX:ActiveProcessorCount=" + cores);

        assertThat(convert(program, own.resolve("bids"), List.of(scan))).isEqualTo(expected);
    }

    @Test
    void oneCoreForAllProgramsChangesNoByte() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/taskset")), "needs taskset of util-linux");

        assertThat(convert(new Program(own).by("taskset", "-c", "0"), own.resolve("bids"), List.of(scan)))
                .isEqualTo(expected);
    }

    @Test
    void theOrderOfTheInputsChangesNoByte() throws IOException, InterruptedException {
        List<Path> folders = new ArrayList<>();
        try (Stream<Path> list = Files.list(scan)) {
            list.sorted(Collections.reverseOrder()).forEach(folders::add);
        }
        assertThat(folders).hasSizeGreaterThan(5);

        assertThat(convert(new Program(own), own.resolve("bids"), folders)).isEqualTo(expected);
    }

    @Test
    void sessionsAtTheSameTimeGiveTheDatasetOfOneAfterTheOther() throws IOException, InterruptedException {
        List<String[]> sessions = new ArrayList<>();
        for (int subject = 1; subject <= 3; subject++) {
            for (int session = 1; session <= 2; session++) {
                sessions.add(session(subject, session));
            }
        }
        for (String[] arguments : sessions) {
            Program.Ended ended = new Program(own).run(into("calm", arguments));
            assertThat(ended.exit()).as(ended.output()).isZero();
        }

        List<Program.Running> running = new ArrayList<>();
        for (String[] arguments : sessions) {
            running.add(new Program(own).start(into("crowd", arguments)));
        }
        for (Program.Running one : running) {
            Program.Ended ended = one.await();
            assertThat(ended.exit()).as(ended.output()).isZero();
        }

        assertThat(own.resolve("calm/participants.tsv")).hasContent("""
                participant_id\tage\tsex
                sub-01\t21\tF
                sub-02\t22\tF
                sub-03\t23\tF
                """);
        assertThat(TestTools.tree(own.resolve("crowd"))).isEqualTo(TestTools.tree(own.resolve("calm")));
        WholeFiles.assertNothingElseIn(own.resolve("crowd"));
    }

    /** The arguments for a small session; objects come in an archive, which every process unpacks for itself. */
    private String[] session(int subject, int session) throws IOException, InterruptedException {
        Path dicom = own.resolve("dicom-" + subject + "-" + session);
        for (int number = 3; number < 5; number++) {
            new MadeSeries(number, "1.2.826.9." + subject + "." + session + "." + number, "func-bold_task-rest")
                    .volumes(3)
                    .with(object ->
                            object.setString(Tag.PATIENT_AGE, String.format(Locale.ROOT, "%03dY", 20 + subject)))
                    .with(object -> object.setString(Tag.PATIENT_SEX, "F"))
                    .write(dicom);
        }
        Path archive = own.resolve(dicom.getFileName() + ".tar");
        Process tar = new ProcessBuilder("tar", "-cf", archive.toString(), "-C", dicom.toString(), ".").start();
        assumeTrue(tar.waitFor() == 0, "needs tar");
        return new String[] {archive.toString(), "--subject", "0" + subject, "--session", "0" + session};
    }

    private String[] into(String dataset, String... arguments) {
        List<String> all = new ArrayList<>(
                List.of("convert", "--bids", own.resolve(dataset).toString()));
        all.addAll(List.of(arguments));
        return all.toArray(String[]::new);
    }
}
