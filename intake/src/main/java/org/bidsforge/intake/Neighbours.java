// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.bidsforge.core.config.Environment;
import org.bidsforge.core.config.Home;
import org.bidsforge.core.config.Secret;
import org.bidsforge.core.config.Variable;
import org.bidsforge.forge.Forge;
import org.bidsforge.forge.gitea.GiteaForge;
import org.bidsforge.intake.commit.ForgeAccess;
import org.jspecify.annotations.Nullable;

/** The forge and the service: as set, else where the programs of this home folder say that they listen. */
final class Neighbours implements ForgeAccess {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Environment environment;
    private final Home home;
    private @Nullable GiteaForge forge;

    Neighbours(Environment environment) {
        this.environment = environment;
        this.home = environment.home();
    }

    URI service() throws IOException {
        return address(Variable.BIDSFORGE_SERVICE_URL, "service");
    }

    @Override
    public synchronized Forge forge() throws IOException {
        URI url = address(Variable.BIDSFORGE_FORGE_URL, "forge");
        GiteaForge known = forge;
        if (known != null && known.url().equals(url)) {
            return known;
        }
        GiteaForge made = new GiteaForge(url, token());
        forge = made;
        return made;
    }

    @Override
    public Secret token() throws IOException {
        Optional<Secret> set = environment.secret(Variable.BIDSFORGE_FORGE_TOKEN);
        if (set.isPresent()) {
            return set.get();
        }
        return home.findSecret("forge-token")
                .orElseThrow(() -> new IOException(
                        "the forge's token must be in BIDSFORGE_FORGE_TOKEN or be made by bidsforge-service"));
    }

    private URI address(Variable variable, String program) throws IOException {
        if (environment.find(variable).isEmpty()) {
            Optional<String> announced = home.announced(program);
            if (announced.isPresent()) {
                JsonNode url = JSON.readTree(announced.get()).path("url");
                if (url.isTextual()) {
                    return URI.create(url.textValue());
                }
            }
        }
        return URI.create(environment.require(variable).replaceFirst("/+$", ""));
    }
}
