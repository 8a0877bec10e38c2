// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.gitea;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.bidsforge.core.config.Secret;
import org.bidsforge.forge.Forge;
import org.bidsforge.forge.ForgeContract;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a real Gitea or Forgejo: the one at {@code GITEA_URL}, or one started from {@code GITEA_BIN}. */
class GiteaForgeIT extends ForgeContract {
    @TempDir
    static Path folder;

    private static @Nullable GiteaServer server;
    private static Optional<String> runner = Optional.empty();
    private static URI url = URI.create("http://127.0.0.1:1");
    private static Secret token = new Secret("none");

    @BeforeAll
    static void start() throws Exception {
        Optional<String> given = variable("GITEA_URL");
        if (given.isPresent()) {
            url = URI.create(given.get());
            token = new Secret(variable("GITEA_TOKEN").orElseThrow());
            runner = variable("GITEA_RUNNER_LABEL");
            return;
        }
        Optional<String> binary = variable("GITEA_BIN");
        Assumptions.assumeTrue(binary.isPresent(), "neither GITEA_URL and GITEA_TOKEN nor GITEA_BIN is set");
        server = GiteaServer.start(folder, Path.of(binary.orElseThrow()));
        url = server.url();
        token = server.token();
        Optional<String> runnerBinary = variable("GITEA_RUNNER_BIN");
        if (runnerBinary.isPresent()) {
            server.addRunner(Path.of(runnerBinary.get()));
            runner = Optional.of(GiteaServer.LABEL);
        }
    }

    private static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected Forge forge(Secret given) {
        return new GiteaForge(url, given);
    }

    @Override
    protected Secret token() {
        return token;
    }

    @Override
    protected Optional<String> runner() {
        return runner;
    }
}
