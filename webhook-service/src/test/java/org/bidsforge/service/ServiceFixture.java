// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bidsforge.core.config.Home;
import org.bidsforge.core.config.Secret;
import org.bidsforge.forge.Forge;
import org.bidsforge.forge.gitea.GiteaForge;
import org.bidsforge.service.database.Databases;

/** A whole service on a free port, in a folder of the test. */
final class ServiceFixture implements AutoCloseable {
    static final Secret HOOK_SECRET = new Secret("hook secret");
    static final Secret INTAKE_TOKEN = new Secret("intake token");

    private final HttpClient client = HttpClient.newHttpClient();
    private final RunningService service;

    private ServiceFixture(RunningService service) {
        this.service = service;
    }

    /** Beside a forge that does not answer. */
    static ServiceFixture alone(Path folder) throws IOException {
        Secret token = new Secret("token");
        return start(folder, new GiteaForge(URI.create("http://127.0.0.1:1"), token), token);
    }

    static ServiceFixture start(Path folder, Forge forge, Secret token) throws IOException {
        return new ServiceFixture(RunningService.start(new RunningService.Setup(
                new Home(folder),
                forge,
                token,
                HOOK_SECRET,
                INTAKE_TOKEN,
                new ServiceConfig.Listen("127.0.0.1", 0),
                URI.create("http://127.0.0.1"),
                Databases.location(folder),
                Duration.ofHours(1),
                "file://" + folder.resolve("store"),
                Optional.empty(),
                Clock.systemUTC())));
    }

    RunningService service() {
        return service;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path));
    }

    /** A hook as Gitea signs it. */
    HttpRequest.Builder hook(String type, String id, String body, Secret secret) {
        return request("/hook/gitea")
                .header("Content-Type", "application/json")
                .header("X-Gitea-Delivery", id)
                .header("X-Gitea-Event", type)
                .header("X-Gitea-Event-Type", type)
                .header("X-Gitea-Signature", signature(body, secret))
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    static String signature(String body, Secret secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.bytes(), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String push(String repository, String branch, String after) {
        return """
                {"ref": "refs/heads/%s", "before": "0000000000000000000000000000000000000000", "after": "%s",
                 "pusher": {"login": "someone"}, "repository": {"full_name": "%s"}}
                """.formatted(branch, after, repository);
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
