// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bidsforge.core.config.Toolbox;
import org.bidsforge.stages.TestTools;
import org.bidsforge.stages.phantom.PhantomSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program is killed (SIGKILL) in the course of a conversion, and another one converts the same again. */
class KilledConversionIT {
    private static final String FUNC = "sub-01/ses-01/func/sub-01_ses-01_";
    private static final String SCANS = "sub-01/ses-01/sub-01_ses-01_scans.tsv";
    /** How often a moment of the commit may be missed, which takes milliseconds. */
    private static final int ATTEMPTS = 10;

    private static final int KILLS = 100;

    @TempDir
    private static Path data;

    private static Path scan = Path.of("");
    private static SortedMap<String, String> undisturbed = new TreeMap<>();
    private static long milliseconds;

    @TempDir
    private Path own;

    @BeforeAll
    static void convertUndisturbed() throws IOException, InterruptedException {
        TestTools.toolbox();
        scan = data.resolve("scan");
        new PhantomSession(3, "Lab^Memory").write(scan, data.resolve("identifiers.json"));
        long start = System.nanoTime();
        Program.Ended ended = start(new Program(data), data.resolve("bids")).await();
        milliseconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        assertThat(ended.exit()).as(ended.output()).isZero();
        undisturbed = TestTools.tree(data.resolve("bids"));
    }

    private static Program.Running start(Program program, Path bids, String... rules) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("convert", scan.toString(), "--bids", bids.toString(), "--subject", "01", "--sourcedata"));
        arguments.addAll(List.of(rules));
        return program.start(arguments.toArray(String[]::new));
    }

    private static void convert(Program program, Path bids, String... rules) throws IOException, InterruptedException {
        Program.Ended ended = start(program, bids, rules).await();
        assertThat(ended.exit()).as(ended.output()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".bidsforge-new/inputs-*",
                ".bidsforge-new/*/scratch/nifti-*/*.nii",
                ".bidsforge-new/*/scratch/archive-*",
                ".bidsforge-new/*/tree/**.nii.gz",
                ".bidsforge-new/*/tree/**.tgz",
                SCANS,
                "sub-01/ses-01/anat/sub-01_ses-01_T1w.json",
                FUNC + "task-rest_run-01_bold.nii.gz"
            })
    void anotherOneFinishesWhatWasKilledWhenThisAppeared(String path) throws IOException, InterruptedException {
        Path bids = own.resolve("bids");
        killWhenThereIs(path, bids, false);

        convert(new Program(own), bids);

        assertThat(TestTools.tree(bids)).isEqualTo(undisturbed);
        WholeFiles.assertNothingElseIn(bids);
    }

    private void killWhenThereIs(String path, Path bids, boolean again, String... rules)
            throws IOException, InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (again) {
                copy(data.resolve("bids"), bids);
            }
            Program.Running program = start(new Program(own), bids, rules);
            while (program.process().isAlive() && !isThere(bids, path)) {
                Thread.onSpinWait();
            }
            program.kill();
            WholeFiles.assertIn(bids);
            if (Files.exists(bids.resolve(DraftFolder.ALL))) {
                return;
            }
            delete(bids);
        }
        throw new AssertionError("never killed when there was " + path);
    }

    private static boolean isThere(Path bids, String path) throws IOException {
        if (!path.contains("*")) {
            return Files.exists(bids.resolve(path));
        }
        PathMatcher wanted = FileSystems.getDefault().getPathMatcher("glob:" + bids + "/" + path);
        boolean[] found = new boolean[1];
        Path all = bids.resolve(DraftFolder.ALL);
        if (Files.exists(all)) {
            Files.walkFileTree(all, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    found[0] |= wanted.matches(folder);
                    boolean links = folder.getFileName().toString().startsWith("dicom-");
                    return links ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    found[0] |= wanted.matches(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        return found[0];
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : TestTools.files(from)) {
            Path place = to.resolve(from.relativize(file).toString());
            Files.createDirectories(place.getParent());
            Files.copy(file, place);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> walk = Files.walk(folder)) {
                for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    @Test
    void itsConverterIsEndedByTheNextOne() throws IOException, InterruptedException {
        Path bids = own.resolve("bids");
        Path hang = Files.createFile(own.resolve("hang"));
        Toolbox hanging = OddToolbox.in(own, "while [ -e " + hang + " ]; do sleep 0.1; done");
        Program.Running program =
                start(new Program(own).with("BIDSFORGE_TOOLBOX", hanging.root().toString()), bids);
        while (WholeFiles.programsIn(bids).isEmpty()) {
            assertThat(program.process().isAlive()).isTrue();
            Thread.sleep(20);
        }
        program.kill();
        assertThat(WholeFiles.programsIn(bids)).isNotEmpty();
        WholeFiles.assertIn(bids);

        convert(new Program(own), bids);

        WholeFiles.assertNothingElseIn(bids);
        assertThat(TestTools.tree(bids)).isEqualTo(undisturbed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"task-rest_acq-new_run-01_bold.json", "task-rest_acq-new_run-02_bold.nii.gz"})
    void aRenamingThatWasKilledLeavesNoFileOfAnyName(String name) throws IOException, InterruptedException {
        Path renaming = rules("new");
        Path bids = own.resolve("bids");
        killWhenThereIs(FUNC + name, bids, true, "--rules", renaming.toString());

        Path other = rules("other");
        convert(new Program(own), bids, "--rules", other.toString());

        convert(new Program(own), own.resolve("fresh"), "--rules", other.toString());
        assertThat(withoutArchives(bids)).isEqualTo(withoutArchives(own.resolve("fresh")));
    }

    private Path rules(String acquisition) throws IOException {
        return Files.writeString(own.resolve(acquisition + ".yml"), """
                version: 1
                rules:
                  - when: {protocol_name: {glob: 'func-bold*'}}
                    then: {datatype: func, suffix: bold, entities: {task: rest, acq: %s}}
                  - use: reproin
                """.formatted(acquisition));
    }

    /** Archives of earlier names stay. */
    private static SortedMap<String, String> withoutArchives(Path bids) throws IOException {
        SortedMap<String, String> tree = new TreeMap<>(TestTools.tree(bids));
        tree.keySet().removeIf(path -> path.startsWith("sourcedata/"));
        return tree;
    }

    /** A fixed seed: the moments are random, but not new ones every day. */
    @Test
    @Tag("long")
    void nothingIsEverHalfWrittenHoweverOftenItIsKilled() throws IOException, InterruptedException {
        Path bids = own.resolve("bids");
        Random random = new Random(7433);
        for (int kill = 0; kill < KILLS; kill++) {
            Program.Running program = start(new Program(own), bids);
            Thread.sleep(random.nextInt((int) milliseconds));
            program.kill();
            WholeFiles.assertIn(bids);
        }

        convert(new Program(own), bids);

        assertThat(TestTools.tree(bids)).isEqualTo(undisturbed);
        WholeFiles.assertNothingElseIn(bids);
    }
}
