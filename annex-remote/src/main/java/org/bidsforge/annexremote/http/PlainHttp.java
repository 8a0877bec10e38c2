// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.bidsforge.store.http.Authorities;

/** Sends single requests; follows no redirect, and reads no more of an answer than it should have. */
public final class PlainHttp {
    private static final int LONGEST = 1 << 18;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client;

    /** An answer with the beginning of its text. */
    public record Answer(HttpResponse<InputStream> response, String text) {
        public int status() {
            return response.statusCode();
        }

        public Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }
    }

    /**
     * How a server is reached.
     *
     * @param certificates PEM file of the authorities to trust instead of the system's
     * @param proxy {@code http://host:port}
     */
    public record Route(Optional<Path> certificates, Optional<URI> proxy) {}

    public PlainHttp(Route route) throws IOException {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(10));
        if (route.certificates().isPresent()) {
            builder.sslContext(new Authorities(route.certificates().get()).context());
        }
        route.proxy()
                .map(uri -> ProxySelector.of(new InetSocketAddress(uri.getHost(), uri.getPort())))
                .ifPresent(builder::proxy);
        this.client = builder.build();
    }

    /**
     * Sends the request and waits for the answer, whatever its status.
     *
     * @throws IOException if there is none, with the reason as a person reads it
     */
    public Answer send(HttpRequest.Builder request) throws IOException {
        HttpRequest built = request.timeout(PATIENCE).build();
        try {
            HttpResponse<InputStream> response = client.send(built, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return new Answer(response, new String(body.readNBytes(LONGEST), StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (IOException e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new IOException("no answer from " + built.uri().getAuthority() + ": " + reason, e);
        }
    }
}
