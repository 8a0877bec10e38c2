// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.bidsforge.core.config.Secret;
import org.bidsforge.core.pipeline.RepositoryKind;
import org.bidsforge.core.pipeline.RepositoryName;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.core.pipeline.WorkItem;
import org.bidsforge.forge.git.GitRemote;
import org.bidsforge.store.ObjectStore;
import org.bidsforge.store.StoreCredentials;
import org.bidsforge.store.StoreLocation;

/** What the service gives a job for its ticket: the work, and access to forge, store and report. */
record Claim(
        WorkItem work,
        URI forge,
        String user,
        Secret token,
        StoreLocation store,
        StoreCredentials credentials,
        Secret reportToken) {

    static Claim of(JsonNode answer) throws IOException {
        try {
            JsonNode store = answer.path("store");
            return new Claim(
                    new WorkItem(
                            StudyName.parse(text(answer, "study")),
                            SessionName.parse(text(answer, "session")),
                            text(answer, "source")),
                    URI.create(text(answer, "forgeUrl").replaceFirst("/+$", "")),
                    answer.path("forgeUser").asText("bidsforge"),
                    new Secret(text(answer, "forgeToken")),
                    StoreLocation.parse(text(store, "url")),
                    credentials(store),
                    new Secret(text(answer, "reportToken")));
        } catch (IllegalArgumentException problem) {
            throw new IOException(
                    "The service's answer to the claim must be complete: " + problem.getMessage(), problem);
        }
    }

    private static String text(JsonNode node, String name) {
        String text = node.path(name).asText("");
        if (text.isEmpty()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return text;
    }

    private static StoreCredentials credentials(JsonNode store) {
        String access = store.path("accessKey").asText("");
        String secret = store.path("secretKey").asText("");
        if (access.isEmpty() || secret.isEmpty()) {
            return StoreCredentials.anonymous();
        }
        Optional<Secret> session = Optional.of(store.path("sessionToken").asText(""))
                .filter(token -> !token.isEmpty())
                .map(Secret::new);
        return new StoreCredentials(
                access, new Secret(secret), session, store.path("region").asText(""));
    }

    GitRemote remote(RepositoryKind kind) {
        RepositoryName name = work.study().repository(kind);
        return new GitRemote(URI.create(forge + "/" + name.fullName() + ".git"), user, token);
    }

    ObjectStore openStore() {
        return store.open(credentials);
    }
}
