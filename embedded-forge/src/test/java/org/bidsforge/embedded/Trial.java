// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;

/** A forge in a folder and what tests ask of it. */
final class Trial implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", "/usr/local/bin:/usr/bin:/bin", "LANG", "C.UTF-8", "GIVEN", "to jobs");

    private final HttpClient client = HttpClient.newHttpClient();
    private final EmbeddedForge forge;
    private final String token;

    private Trial(EmbeddedForge forge) {
        this.forge = forge;
        this.token = forge.adminToken().value();
    }

    static Trial in(Path folder) {
        return with(EmbeddedForgeConfig.in(folder, ENVIRONMENT));
    }

    static Trial with(EmbeddedForgeConfig config) {
        try {
            return new Trial(EmbeddedForge.start(config));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer; the body is missing when it is no JSON. */
    record Reply(int status, HttpHeaders headers, String text) {
        JsonNode json() {
            try {
                return text.isEmpty() ? MissingNode.getInstance() : JSON.readTree(text);
            } catch (IOException e) {
                return MissingNode.getInstance();
            }
        }
    }

    EmbeddedForge forge() {
        return forge;
    }

    String url() {
        return forge.url();
    }

    /** The URL that git uses, with the token in it. */
    String gitUrl(String repository) {
        return url().replace("http://", "http://" + forge.adminName() + ":" + token + "@") + "/" + repository + ".git";
    }

    Reply get(String path) {
        return call("GET", path, "", token);
    }

    Reply post(String path, String body) {
        return call("POST", path, body, token);
    }

    Reply call(String method, String path, String body, String withToken) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + "/api/v1" + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!withToken.isEmpty()) {
            request.header("Authorization", "token " + withToken);
        }
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes organisation lab and a repository with a first commit in it. */
    Trial withRepository(String name) {
        post("/orgs", "{\"username\": \"lab\"}");
        post("/orgs/lab/repos", "{\"name\": \"" + name + "\", \"private\": true, \"auto_init\": true}");
        return this;
    }

    /** Commits one new file to a branch. */
    Reply file(String repository, String branch, String path, String content) {
        String encoded = Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8));
        return post(
                "/repos/" + repository + "/contents",
                "{\"branch\": \"" + branch + "\", \"message\": \"add " + path
                        + "\", \"files\": [{\"operation\": \"create\"," + " \"path\": \"" + path + "\", \"content\": \""
                        + encoded + "\"}]}");
    }

    /** The answer as soon as a part of it says what is waited for. */
    JsonNode await(String path, String pointer, String wanted) {
        return await(() -> get(path).json(), pointer, wanted);
    }

    private static JsonNode await(Supplier<JsonNode> source, String pointer, String wanted) {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        JsonNode last = source.get();
        while (!last.at(pointer).asText().equals(wanted)) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("Waited for " + wanted + " at " + pointer + " of " + last);
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            last = source.get();
        }
        return last;
    }

    @Override
    public void close() {
        forge.close();
    }
}
