// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bidsforge.core.config.Environment;
import org.bidsforge.core.config.Toolbox;

/** The programs whose bytes ours are compared with, run in a home folder of their own. */
public final class RealTools {
    private final Path home;
    private final Path toolFolder;

    private RealTools(Path home, Path toolFolder) {
        this.home = home;
        this.toolFolder = toolFolder;
    }

    /** Every git-annex of this machine: the one on the search path and the toolbox's. */
    public static List<Path> gitAnnexes() {
        Stream<Path> machine = searchPath().map(folder -> folder.resolve("git-annex"));
        Stream<Path> ours = Stream.of(toolbox().root().resolve("bin/git-annex"));
        List<Path> found = Stream.concat(machine.filter(Files::isExecutable).limit(1), ours.filter(Files::isExecutable))
                .distinct()
                .toList();
        assumeTrue(!found.isEmpty(), "needs git-annex on the search path or in the toolbox");
        return found;
    }

    public static Toolbox toolbox() {
        return Environment.of(System.getenv()).toolbox();
    }

    private static Stream<Path> searchPath() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(File.pathSeparator, -1)).map(Path::of);
    }

    /** Tools for a test that needs this program; aborts the test when there is none. */
    public static RealTools with(Path home, String program) {
        Optional<Path> found = searchPath()
                .filter(folder -> Files.isExecutable(folder.resolve(program)))
                .findFirst();
        assumeTrue(found.isPresent(), "needs " + program + " on the search path");
        return new RealTools(home, found.orElseThrow());
    }

    /** Tools among which this git-annex comes first. */
    public static RealTools withGitAnnex(Path home, Path gitAnnex) {
        return new RealTools(home, Optional.ofNullable(gitAnnex.getParent()).orElseThrow());
    }

    /** Runs a command, which must succeed, and gives what it printed. */
    public String run(Path folder, String... command) throws IOException, InterruptedException {
        return runWithInput(folder, "", command);
    }

    public String runWithInput(Path folder, String input, String... command) throws IOException, InterruptedException {
        Path in = Files.createTempFile(home, "in", "");
        Path errors = Files.createTempFile(home, "err", "");
        Files.writeString(in, input);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(in.toFile())
                .redirectError(errors.toFile());
        String path = toolFolder + File.pathSeparator + builder.environment().get("PATH");
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        builder.environment()
                .putAll(Map.of(
                        "PATH", path,
                        "HOME", home.toString(),
                        "LC_ALL", "C.UTF-8",
                        "GIT_AUTHOR_NAME", "Test",
                        "GIT_AUTHOR_EMAIL", "test@example.org",
                        "GIT_COMMITTER_NAME", "Test",
                        "GIT_COMMITTER_EMAIL", "test@example.org",
                        "GIT_CONFIG_NOSYSTEM", "1"));
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        assertThat(code)
                .withFailMessage(() -> String.join(" ", command) + " ended with " + code + ":\n" + out + read(errors))
                .isZero();
        return out;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    public List<String> lines(Path folder, String... command) throws IOException, InterruptedException {
        return new ArrayList<>(run(folder, command).lines().toList());
    }
}
