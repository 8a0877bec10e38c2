// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.remote;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.annexremote.protocol.Annex;
import org.bidsforge.core.config.Secret;
import org.bidsforge.store.StoreCredentials;

/** The credentials that this clone has for the store, and where they come from. */
record Login(StoreCredentials credentials, Origin origin) {
    /** How a person gets credentials into a clone. */
    static final String HOW = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY and run: git annex enableremote ";

    private static final String STORED = "minio";

    enum Origin {
        ENVIRONMENT("the environment"),
        REPOSITORY("this repository"),
        NONE("none");

        private final String text;

        Origin(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** What git-annex keeps for this repository, else what the environment holds, else nothing. */
    static Login find(Annex annex, Map<String, String> environment, String region) throws IOException {
        Optional<Annex.Credentials> stored = annex.credentials(STORED);
        if (stored.isPresent()) {
            return new Login(
                    credentials(stored.get().user(), stored.get().password(), Optional.empty(), region),
                    Origin.REPOSITORY);
        }
        return ofEnvironment(environment, region).orElseGet(() -> new Login(StoreCredentials.anonymous(), Origin.NONE));
    }

    static Optional<Login> ofEnvironment(Map<String, String> environment, String region) {
        String accessKey = environment.getOrDefault("AWS_ACCESS_KEY_ID", "");
        String secretKey = environment.getOrDefault("AWS_SECRET_ACCESS_KEY", "");
        if (accessKey.isEmpty() || secretKey.isEmpty()) {
            return Optional.empty();
        }
        Optional<Secret> token = Optional.ofNullable(environment.get("AWS_SESSION_TOKEN"))
                .filter(text -> !text.isEmpty())
                .map(Secret::new);
        return Optional.of(new Login(credentials(accessKey, secretKey, token, region), Origin.ENVIRONMENT));
    }

    private static StoreCredentials credentials(
            String accessKey, String secretKey, Optional<Secret> token, String region) {
        return new StoreCredentials(accessKey, new Secret(secretKey), token, region);
    }

    /**
     * Has git-annex keep them in this repository, as its own S3 remote does. Not if they end soon, and not where
     * git-annex would also put them into the branch that everybody gets, unless that was asked for.
     */
    void keep(Annex annex) throws IOException {
        boolean lasting = credentials.sessionToken().isEmpty();
        if (origin != Origin.ENVIRONMENT || !lasting) {
            return;
        }
        boolean onlyHere = annex.config("encryption").equals("none")
                || !annex.config("embedcreds").isEmpty();
        if (onlyHere) {
            annex.setCredentials(
                    STORED,
                    new Annex.Credentials(
                            credentials.accessKey(), credentials.secretKey().value()));
        }
    }
}
