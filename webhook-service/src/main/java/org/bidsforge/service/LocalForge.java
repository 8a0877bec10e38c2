// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.bidsforge.core.config.Secret;
import org.bidsforge.core.config.Variable;
import org.bidsforge.embedded.EmbeddedForge;
import org.bidsforge.embedded.EmbeddedForgeConfig;

/** Starts the embedded forge with what its jobs need, and nothing else of ours. */
final class LocalForge {
    /** Set by the launchers: where the programs of this distribution are. */
    private static final String DISTRIBUTION = "bidsforge.distribution";

    private LocalForge() {}

    static EmbeddedForge start(ServiceConfig config, Secret token, URI serviceUrl) throws IOException {
        EmbeddedForgeConfig forge = EmbeddedForgeConfig.in(config.home().forge(), jobEnvironment(config, serviceUrl))
                .listeningOn(config.forge().host(), config.forge().port())
                .administeredWith(token);
        return EmbeddedForge.start(
                config.forgeUrl().isPresent()
                        ? forge.knownAs(config.forgeUrl().get().toString())
                        : forge);
    }

    private static Map<String, String> jobEnvironment(ServiceConfig config, URI serviceUrl) {
        Map<String, String> environment = new TreeMap<>();
        String path = System.getenv().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
        String distribution = System.getProperty(DISTRIBUTION, "");
        environment.put(
                "PATH", distribution.isEmpty() ? path : Path.of(distribution).resolve("bin") + ":" + path);
        environment.put("LANG", "C.UTF-8");
        environment.put(Variable.BIDSFORGE_SERVICE_URL.name(), serviceUrl.toString());
        environment.put(
                Variable.BIDSFORGE_TOOLBOX.name(), config.toolbox().root().toString());
        config.toolbox()
                .chosenSchema()
                .ifPresent(schema -> environment.put(Variable.BIDSFORGE_SCHEMA.name(), schema.toString()));
        String java = System.getenv().getOrDefault("JAVA_HOME", "");
        if (!java.isEmpty()) {
            environment.put("JAVA_HOME", java);
        }
        return environment;
    }
}
