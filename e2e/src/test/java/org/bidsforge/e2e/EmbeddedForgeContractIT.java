// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.e2e;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.core.config.Secret;
import org.bidsforge.embedded.EmbeddedForge;
import org.bidsforge.embedded.EmbeddedForgeConfig;
import org.bidsforge.forge.Forge;
import org.bidsforge.forge.ForgeContract;
import org.bidsforge.forge.gitea.GiteaForge;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The embedded forge answers the Gitea adapter as Gitea does. */
class EmbeddedForgeContractIT extends ForgeContract {
    private static final Secret TOKEN = new Secret("0123456789abcdef0123456789abcdef01234567");

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedForge server;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        Map<String, String> environment = Map.of("PATH", "/usr/bin:/bin", "HOME", folder.toString());
        server = EmbeddedForge.start(
                EmbeddedForgeConfig.in(folder.resolve("forge"), environment).administeredWith(TOKEN));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    protected Forge forge(Secret token) {
        return new GiteaForge(URI.create(server.url().toString()), token);
    }

    @Override
    protected Secret token() {
        return TOKEN;
    }

    @Override
    protected Optional<String> runner() {
        return Optional.of("self-hosted");
    }
}
