// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.bidsforge.stages.TestTools;

/** What must hold for a dataset at any moment, whatever happens to those who write into it. */
final class WholeFiles {
    private WholeFiles() {}

    /** Every file that a user of git would commit is whole. */
    static void assertIn(Path dataset) throws IOException, InterruptedException {
        if (!Files.isDirectory(dataset)) {
            return;
        }
        for (String path : seenByGit(dataset)) {
            assertThat(path).doesNotContain(DraftFolder.ALL);
            Path file = dataset.resolve(path);
            if (path.endsWith("gz")) {
                try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                    assertThat(in.readAllBytes()).as(path).isNotEmpty();
                }
            } else if (path.endsWith(".json")) {
                assertThat(JsonMapper.builder().build().readTree(file.toFile()).isObject())
                        .as(path)
                        .isTrue();
            } else {
                assertThat(Files.readString(file)).as(path).endsWith("\n");
            }
        }
    }

    /** Nothing is left of the runs that were made in it: no folder and no program. */
    static void assertNothingElseIn(Path dataset) throws IOException {
        assertThat(TestTools.files(dataset)).noneMatch(file -> file.toString().contains(DraftFolder.ALL));
        assertThat(dataset.resolve(DraftFolder.ALL)).doesNotExist();
        assertThat(programsIn(dataset)).isEmpty();
    }

    /** The programs that were told to work in the dataset. */
    static List<String> programsIn(Path dataset) {
        return ProcessHandle.allProcesses()
                .map(process -> String.join(" ", process.info().arguments().orElse(new String[0])))
                .filter(arguments -> arguments.contains(dataset.resolve(DraftFolder.ALL) + "/"))
                .toList();
    }

    private static List<String> seenByGit(Path dataset) throws IOException, InterruptedException {
        Path repository = Files.createTempDirectory("bidsforge-test-git-");
        String git = "--git-dir=" + repository;
        run("git", git, "init", "-q");
        String listed = run("git", git, "--work-tree=" + dataset, "ls-files", "-z", "--others", "--exclude-standard");
        for (Path file : TestTools.files(repository)) {
            Files.delete(file);
        }
        return listed.isEmpty()
                ? List.of()
                : List.of(listed.split("\0", -1)).stream()
                        .filter(path -> !path.isEmpty())
                        // Between its making and its writing it hides nothing, and there is nothing to hide.
                        .filter(path -> !path.equals(DraftFolder.ALL + "/.gitignore"))
                        .toList();
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeTrue(process.waitFor() == 0, "needs git");
        return output;
    }
}
