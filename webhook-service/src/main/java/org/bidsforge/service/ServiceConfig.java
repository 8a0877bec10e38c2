// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.core.config.ConfigException;
import org.bidsforge.core.config.Environment;
import org.bidsforge.core.config.Home;
import org.bidsforge.core.config.Secret;
import org.bidsforge.core.config.Toolbox;
import org.bidsforge.core.config.Variable;
import org.bidsforge.service.database.DatabaseLocation;
import org.bidsforge.service.work.JobGrant;
import org.bidsforge.store.StoreCredentials;
import org.bidsforge.store.StoreLocation;

/**
 * All settings of the service, checked.
 *
 * @param forgeUrl where the forge is, nothing when the embedded one is to say it
 * @param publicUrl where people, jobs and the forge reach the service, nothing when it is where it listens
 */
record ServiceConfig(
        Home home,
        boolean embedded,
        Optional<URI> forgeUrl,
        Listen forge,
        Listen service,
        Optional<URI> publicUrl,
        DatabaseLocation database,
        Duration reconcile,
        String storeUrl,
        Optional<JobGrant.StoreKeys> storeKeys,
        Toolbox toolbox,
        Secrets secrets) {
    /** An address to listen on; port 0 stands for a free one. */
    record Listen(String host, int port) {
        boolean loopback() {
            try {
                return InetAddress.getByName(host).isLoopbackAddress();
            } catch (UnknownHostException e) {
                return false;
            }
        }
    }

    /** What the environment gives; what it does not give is made in the home folder. */
    record Secrets(Optional<Secret> forgeToken, Optional<Secret> hookSecret, Optional<Secret> intakeToken) {
        Secret forgeToken(Home home) throws IOException {
            return given(forgeToken, home, "forge-token");
        }

        Secret hookSecret(Home home) throws IOException {
            return given(hookSecret, home, "hook-secret");
        }

        Secret intakeToken(Home home) throws IOException {
            return given(intakeToken, home, "intake-token");
        }

        private static Secret given(
                @SuppressWarnings("OptionalUsedAsFieldOrParameterType") Optional<Secret> secret, Home home, String name)
                throws IOException {
            return secret.isPresent() ? secret.get() : home.secret(name);
        }
    }

    /** Every problem at once, as a {@link ConfigException}. */
    static ServiceConfig of(Map<String, String> variables) {
        Environment environment = Environment.of(variables);
        Problems problems = new Problems();
        boolean embedded = problems.of(() -> embedded(environment), true);
        Optional<URI> forgeUrl =
                problems.of(() -> url(environment, Variable.BIDSFORGE_FORGE_URL), Optional.<URI>empty());
        if (!embedded && forgeUrl.isEmpty()) {
            problems.add("BIDSFORGE_FORGE_URL must be set: where the forge is");
        }
        if (!embedded && environment.secret(Variable.BIDSFORGE_FORGE_TOKEN).isEmpty()) {
            problems.add("BIDSFORGE_FORGE_TOKEN or BIDSFORGE_FORGE_TOKEN_FILE must be set: the forge's token");
        }
        ServiceConfig config = new ServiceConfig(
                environment.home(),
                embedded,
                forgeUrl,
                problems.of(
                        () -> listen(environment, Variable.BIDSFORGE_FORGE_HOST, Variable.BIDSFORGE_FORGE_PORT),
                        new Listen("", 0)),
                problems.of(
                        () -> listen(environment, Variable.BIDSFORGE_SERVICE_HOST, Variable.BIDSFORGE_SERVICE_PORT),
                        new Listen("", 0)),
                problems.of(() -> url(environment, Variable.BIDSFORGE_SERVICE_URL), Optional.<URI>empty()),
                problems.of(() -> database(environment), new DatabaseLocation("jdbc:sqlite:", "", Optional.empty())),
                problems.of(() -> environment.seconds(Variable.BIDSFORGE_RECONCILE_SECONDS), Duration.ofMinutes(1)),
                problems.of(() -> store(environment), ""),
                problems.of(() -> storeKeys(environment), Optional.<JobGrant.StoreKeys>empty()),
                environment.toolbox(),
                new Secrets(
                        environment.secret(Variable.BIDSFORGE_FORGE_TOKEN),
                        environment.secret(Variable.BIDSFORGE_HOOK_SECRET),
                        environment.secret(Variable.BIDSFORGE_INTAKE_TOKEN)));
        problems.check();
        return config;
    }

    private static boolean embedded(Environment environment) {
        String forge = environment.get(Variable.BIDSFORGE_FORGE);
        return switch (forge) {
            case "embedded" -> true;
            case "gitea" -> false;
            default -> throw new IllegalArgumentException("BIDSFORGE_FORGE must be embedded or gitea: " + forge);
        };
    }

    private static Listen listen(Environment environment, Variable host, Variable port) {
        return new Listen(environment.get(host), environment.port(port));
    }

    private static Optional<URI> url(Environment environment, Variable variable) {
        Optional<String> text = environment.find(variable);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        URI url = URI.create(text.get().replaceAll("/+$", ""));
        boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!web || url.getHost() == null) {
            throw new IllegalArgumentException(variable + " must be an http or https address: " + text.get());
        }
        return Optional.of(url);
    }

    private static DatabaseLocation database(Environment environment) {
        return new DatabaseLocation(
                environment.get(Variable.BIDSFORGE_DB_URL),
                environment.get(Variable.BIDSFORGE_DB_USER),
                environment.secret(Variable.BIDSFORGE_DB_PASSWORD));
    }

    private static String store(Environment environment) {
        String url = environment.get(Variable.BIDSFORGE_STORE_URL);
        return StoreLocation.parse(url).toString().isEmpty() ? "" : url;
    }

    private static Optional<JobGrant.StoreKeys> storeKeys(Environment environment) {
        StoreCredentials credentials = StoreCredentials.of(environment);
        return credentials.isAnonymous()
                ? Optional.empty()
                : Optional.of(new JobGrant.StoreKeys(
                        new Secret(credentials.accessKey()), credentials.secretKey(), credentials.region()));
    }
}
