// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.site;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.bidsforge.core.config.ConfigException;
import org.bidsforge.core.config.Environment;
import org.bidsforge.core.config.Home;
import org.bidsforge.core.config.Secret;
import org.bidsforge.core.config.Variable;
import org.bidsforge.core.pipeline.RepositoryName;
import org.bidsforge.forge.Forge;
import org.bidsforge.forge.git.GitRemote;
import org.bidsforge.forge.gitea.GiteaForge;
import org.bidsforge.store.ObjectStore;
import org.bidsforge.store.StoreCredentials;
import org.bidsforge.store.StoreLocation;

/** The forge, the store and the service that the settings name; what is not set is asked of the running programs. */
public final class Site {
    private final Environment environment;
    private final Home home;

    public Site(Environment environment) {
        this.environment = environment;
        this.home = environment.home();
    }

    public Environment environment() {
        return environment;
    }

    public Home home() {
        return home;
    }

    public boolean usesEmbeddedForge() {
        return environment.get(Variable.BIDSFORGE_FORGE).equals("embedded");
    }

    /** Where the forge is: as set, else where the running service says it started one. */
    public URI forgeUrl() throws IOException {
        return address(Variable.BIDSFORGE_FORGE_URL, "forge");
    }

    /** Where forge, jobs and people reach the service. */
    public URI serviceUrl() throws IOException {
        return address(Variable.BIDSFORGE_SERVICE_URL, "service");
    }

    private URI address(Variable variable, String program) throws IOException {
        Optional<String> set = environment.find(variable);
        if (set.isEmpty()) {
            Optional<URI> announced = Announcement.of(home, program).flatMap(Announcement::url);
            if (announced.isPresent()) {
                return announced.get();
            }
        }
        return URI.create(environment.require(variable).replaceFirst("/+$", ""));
    }

    public Secret forgeToken() throws IOException {
        return secret(Variable.BIDSFORGE_FORGE_TOKEN, "forge-token");
    }

    public Secret hookSecret() throws IOException {
        return secret(Variable.BIDSFORGE_HOOK_SECRET, "hook-secret");
    }

    /** A secret as set, else the one that the service made in the home folder. */
    private Secret secret(Variable variable, String name) throws IOException {
        Optional<Secret> set = environment.secret(variable);
        if (set.isPresent()) {
            return set.get();
        }
        return home.findSecret(name)
                .orElseThrow(() -> new ConfigException(
                        List.of(variable + " must be set, or bidsforge-service be started once in " + home.root())));
    }

    public Forge forge() throws IOException {
        return new GiteaForge(forgeUrl(), forgeToken());
    }

    public GitRemote remote(Forge forge, RepositoryName repository) throws IOException {
        return new GitRemote(forge.gitUrl(repository), "bidsforge", forgeToken());
    }

    public StoreLocation storeLocation() {
        return StoreLocation.parse(environment.require(Variable.BIDSFORGE_STORE_URL));
    }

    public StoreCredentials storeCredentials() {
        return StoreCredentials.of(environment);
    }

    public ObjectStore store() {
        return storeLocation().open(storeCredentials());
    }
}
