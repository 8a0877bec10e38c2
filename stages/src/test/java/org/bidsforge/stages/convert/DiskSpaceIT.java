// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bidsforge.core.pipeline.ExitCode;
import org.bidsforge.core.pipeline.Severity;
import org.bidsforge.stages.TestTools;
import org.bidsforge.stages.phantom.PhantomSession;
import org.bidsforge.stages.validate.Validation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that is really full: a small file system in memory, which only root may mount. */
class DiskSpaceIT {
    @TempDir
    private static Path data;

    private static Path scan = Path.of("");
    private static SortedMap<String, String> undisturbed = new TreeMap<>();

    @TempDir
    private Path own;

    private Path disk = Path.of("");

    @BeforeAll
    static void convertWithRoom() throws IOException, InterruptedException {
        TestTools.toolbox();
        scan = data.resolve("scan");
        new PhantomSession(3, "Lab^Memory").write(scan, data.resolve("identifiers.json"));
        Program.Ended ended = convert(new Program(data), data.resolve("bids"));
        assertThat(ended.exit()).as(ended.output()).isZero();
        undisturbed = TestTools.tree(data.resolve("bids"));
    }

    private static Program.Ended convert(Program program, Path bids, String... more)
            throws IOException, InterruptedException {
        String[] arguments = {"convert", scan.toString(), "--bids", bids.toString(), "--subject", "01", "--sourcedata"};
        return program.run(Stream.of(arguments, more).flatMap(Arrays::stream).toArray(String[]::new));
    }

    private void mount(String size) throws IOException, InterruptedException {
        disk = Files.createDirectories(own.resolve("disk"));
        boolean mounted = attempt("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", disk.toString());
        assumeTrue(mounted, "a small file system cannot be mounted here, which only root may");
    }

    private static boolean attempt(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        attempt("umount", "-l", disk.toString());
    }

    /** Full before the first file, in dcm2niix, while images are compressed, and while objects are packed. */
    @ParameterizedTest
    @ValueSource(strings = {"4k", "300k", "9m", "25m", "40m", "60m"})
    void theTargetsDiskIsFull(String size) throws IOException, InterruptedException {
        mount(size);
        Path bids = disk.resolve("bids");

        Program.Ended full = convert(new Program(own), bids);

        assertThat(full.exit()).as(full.output()).isIn(ExitCode.FAILURE.code(), ExitCode.UNAVAILABLE.code());
        assertThat(full.output()).containsAnyOf("No space left", "the disk is full");
        assertThat(TestTools.files(disk)).isEmpty();

        assertThat(attempt("mount", "-o", "remount,size=400m", disk.toString())).isTrue();
        Program.Ended again = convert(new Program(own), bids);

        assertThat(again.exit()).as(again.output()).isZero();
        assertThat(TestTools.tree(bids)).isEqualTo(undisturbed);
    }

    @Test
    void aDiskThatFillsUpTakesNothingOfWhatIsThere() throws IOException, InterruptedException {
        mount("400m");
        Path bids = disk.resolve("bids");
        convert(new Program(own), bids);
        Path less = Files.createDirectory(own.resolve("less"));
        for (Path file : TestTools.files(scan)) {
            if (!file.toString().contains("series-008")) {
                Files.createLink(less.resolve(scan.relativize(file).toString().replace('/', '-')), file);
            }
        }
        assertThat(attempt("mount", "-o", "remount,size=32m", disk.toString())).isTrue();

        Program.Ended full =
                new Program(own).run("convert", less.toString(), "--bids", bids.toString(), "--subject", "01");

        assertThat(full.exit()).as(full.output()).isEqualTo(ExitCode.UNAVAILABLE.code());
        assertThat(TestTools.tree(bids)).isEqualTo(undisturbed);
        assertThat(Validation.of(bids, TestTools.toolbox()).report().findings())
                .noneMatch(finding -> finding.severity() == Severity.ERROR);
    }

    @Test
    void noRoomForTemporaryFilesChangesNothing() throws IOException, InterruptedException {
        mount("64k");
        Files.write(disk.resolve("other"), new byte[16 << 10]);
        attempt("cp", scan.resolve("series-003").toString(), "-r", disk.toString());
        Path page = own.resolve("report.html");

        Program.Ended ended = convert(
                new Program(own).option("-Djava.io.tmpdir=" + disk).with("TMPDIR", disk.toString()),
                own.resolve("bids"),
                "--report",
                page.toString());

        assertThat(ended.exit()).as(ended.output()).isZero();
        assertThat(TestTools.tree(own.resolve("bids"))).isEqualTo(undisturbed);
        assertThat(page).content().contains("data:image/png;base64,");
    }

    @Test
    void aReportIsWholeOrNotThere() throws IOException, InterruptedException {
        mount("16k");
        Path page = disk.resolve("report.html");

        Program.Ended ended = convert(new Program(own), own.resolve("bids"), "--report", page.toString());

        assertThat(ended.exit()).isEqualTo(ExitCode.FAILURE.code());
        assertThat(ended.output()).contains("Writing the report to " + page + ": No space left on device");
        assertThat(page).doesNotExist();
        assertThat(TestTools.tree(own.resolve("bids"))).isEqualTo(undisturbed);
    }
}
