// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** Runs programs in a folder, with settings of nobody. */
record Shell(Path folder) {
    private static final Map<String, String> IDENTITY = Map.of(
            "GIT_CONFIG_NOSYSTEM", "1",
            "GIT_TERMINAL_PROMPT", "0",
            "GIT_AUTHOR_NAME", "Somebody",
            "GIT_AUTHOR_EMAIL", "somebody@example.org",
            "GIT_COMMITTER_NAME", "Somebody",
            "GIT_COMMITTER_EMAIL", "somebody@example.org");

    /** The exit code and all that was said. */
    record Result(int code, String output) {}

    /** Skips the test where a program is not installed. */
    static void need(String program) {
        boolean there = List.of("/usr/bin", "/usr/local/bin", "/bin").stream()
                .anyMatch(bin -> Files.isExecutable(Path.of(bin, program)));
        Assumptions.assumeTrue(there, program + " is not installed");
    }

    /** Runs it; it must succeed. */
    String run(String... command) {
        Result result = attempt(command);
        assertThat(result.code())
                .as(String.join(" ", command) + "\n" + result.output())
                .isZero();
        return result.output();
    }

    Result attempt(String... command) {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
            builder.environment().putAll(IDENTITY);
            builder.environment().put("HOME", folder.toString());
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
