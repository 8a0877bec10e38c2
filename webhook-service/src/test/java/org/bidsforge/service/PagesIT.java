// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages in a real browser, in both themes, wide and narrow. */
final class PagesIT {
    private static final Path TOOLS = Path.of(System.getProperty("user.home"), ".cache/bidsforge/tools/pages");
    private static final Path SCRIPT =
            Path.of("../script/check-pages.mjs").toAbsolutePath().normalize();
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    @TempDir
    private Path folder;

    @Test
    void isAccessibleAndNarrowEnoughInBothThemes() throws Exception {
        assumeTrue(Files.isDirectory(TOOLS), "no page checker in " + TOOLS + ": script/bootstrap --test brings it");
        assumeTrue(Files.isExecutable(CHROMIUM), "no browser at " + CHROMIUM);
        SampleSessions.fill(folder, 30);
        SampleSessions.fillReports(folder);
        Path screenshots = Files.createDirectories(Path.of("target/screenshots"));

        try (ServiceFixture service = ServiceFixture.alone(folder)) {
            String base = "http://127.0.0.1:" + service.service().port();
            String sessions = base + "/session/muellerlab/memory-and-sleep/";

            String problems =
                    check(screenshots, List.of(base + "/", sessions + "sub-001_ses-01", sessions + "sub-004_ses-01"));

            assertThat(problems).isEmpty();
        }
    }

    @Test
    void isAccessibleWhenThereIsNothingToShow() throws Exception {
        assumeTrue(Files.isDirectory(TOOLS), "no page checker in " + TOOLS + ": script/bootstrap --test brings it");
        assumeTrue(Files.isExecutable(CHROMIUM), "no browser at " + CHROMIUM);
        Path screenshots = Files.createDirectories(Path.of("target/screenshots/empty"));

        try (ServiceFixture service = ServiceFixture.alone(folder)) {
            assertThat(check(
                            screenshots,
                            List.of("http://127.0.0.1:" + service.service().port() + "/")))
                    .isEmpty();
        }
    }

    private String check(Path screenshots, List<String> addresses) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("node", SCRIPT.toString(), TOOLS.toString(), CHROMIUM.toString(), screenshots.toString()));
        command.addAll(addresses);
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve("errors").toFile())
                .redirectOutput(folder.resolve("problems").toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("errors")))
                .isZero();
        return Files.readString(folder.resolve("problems"), StandardCharsets.UTF_8);
    }
}
