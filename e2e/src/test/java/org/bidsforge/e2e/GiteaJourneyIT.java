// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.forge.gitea.GiteaServer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way on a real Gitea with its own runner, started from {@code GITEA_BIN} and {@code GITEA_RUNNER_BIN}. */
class GiteaJourneyIT {
    private static final String BIDS = "lab/memory-bids";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /** Of its own, because Gitea runs as another user, who may not look into the rest. */
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path giteaFolder;

    private static Path given(String variable) {
        Optional<String> value = Optional.ofNullable(System.getenv(variable)).filter(path -> !path.isBlank());
        Assumptions.assumeTrue(
                value.isPresent(), variable + " names no program; the other journeys use the embedded forge");
        return Path.of(value.orElseThrow());
    }

    @Test
    void takesASessionToAGreenMergeRequestAndItsContentToAClone() throws Exception {
        Path runner = given("GITEA_RUNNER_BIN");
        try (GiteaServer gitea = GiteaServer.start(giteaFolder, given("GITEA_BIN"))) {
            Map<String, String> settings = Map.of(
                    "BIDSFORGE_FORGE", "gitea",
                    "BIDSFORGE_FORGE_URL", gitea.url().toString(),
                    "BIDSFORGE_FORGE_TOKEN", gitea.token().value());
            try (Platform platform = Platform.start(folder.resolve("platform"), settings)) {
                gitea.addRunner(
                        runner,
                        Files.createDirectory(folder.resolve("runner")),
                        platform.shell().environment());
                journey(platform);
            }
        }
    }

    private void journey(Platform platform) throws IOException, InterruptedException {
        platform.bidsforge("study", "create", "lab/memory");
        Path dicom = folder.resolve("dicom");
        platform.bidsforge("phantom", dicom.toString(), "--seed", "1");

        assertThat(platform.send(dicom).exit()).isZero();

        JsonNode request = platform.awaitGreenMergeRequest(BIDS, 1);
        Path clone = folder.resolve("clone");
        Shell shell = platform.shell().in(folder);
        String branch = request.path("head").path("ref").asText();
        shell.run("git", "clone", "-q", "-b", branch, platform.cloneUrl(BIDS), clone.toString());
        shell.in(clone).run("git", "annex", "get", ".");
        shell.in(clone).run("git", "annex", "fsck");
        assertThat(shell.in(clone).run("git", "annex", "find", "--not", "--in=here"))
                .isBlank();
    }
}
