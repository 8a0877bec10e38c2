// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.gitea;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.bidsforge.core.config.Secret;
import org.bidsforge.core.pipeline.RepositoryName;
import org.bidsforge.forge.ForgeException;
import org.jspecify.annotations.Nullable;

/**
 * Sends calls and reads answers; waits and tries again where a call allows it. Never follows a redirect, which could
 * carry the token to another host.
 */
final class Wire {
    private static final int PAGE = 50;
    private static final int MOST_PAGES = 1000;
    private static final int LONGEST_ANSWER = 16 << 20;
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final URI base;
    private final Secret token;
    private final Patience patience;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();

    Wire(URI base, Secret token, Patience patience) {
        this.base = base;
        this.token = token;
        this.patience = patience;
    }

    URI base() {
        return base;
    }

    /** A path below a repository; the parts are encoded, slashes in them stay. */
    static String path(RepositoryName repository, String... parts) {
        StringBuilder path = new StringBuilder("/repos/" + repository.fullName());
        for (String part : parts) {
            for (String segment : part.split("/", -1)) {
                path.append('/').append(encode(segment));
            }
        }
        return path.toString();
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A URL that the forge tells, which may lack the host; nothing when it is none. */
    Optional<URI> link(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(base.resolve(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Reads one thing. */
    <T> T read(Call call, Class<T> type) throws ForgeException {
        return send(call).orThrow().as(type);
    }

    /** Reads one thing, or nothing when the forge does not know it. */
    <T> Optional<T> find(Call call, Class<T> type) throws ForgeException {
        Answer answer = send(call);
        return answer.status() == 404
                ? Optional.empty()
                : Optional.of(answer.orThrow().as(type));
    }

    /** Reads a list page by page. */
    <T> List<T> list(Call call, Class<T[]> type) throws ForgeException {
        return pages(call, type, Arrays::asList, Integer.MAX_VALUE);
    }

    /** Reads a list page by page whose items lie somewhere in each answer, until there are enough. */
    <P, T> List<T> pages(Call call, Class<P> type, Function<P, List<T>> items, int enough) throws ForgeException {
        List<T> all = new ArrayList<>();
        int size = Math.min(PAGE, enough);
        for (int page = 1; page <= MOST_PAGES; page++) {
            Answer answer = send(call.page(page, size)).orThrow();
            List<T> found = items.apply(answer.as(type));
            all.addAll(found);
            if (all.size() >= enough) {
                return List.copyOf(all.subList(0, enough));
            }
            if (!answer.hasNext(all.size(), found.size())) {
                break;
            }
        }
        return List.copyOf(all);
    }

    Answer send(Call call) throws ForgeException {
        return send(call, BoundedBody.atMost(LONGEST_ANSWER));
    }

    Answer send(Call call, BodyHandler<byte[]> handler) throws ForgeException {
        try {
            return patiently(call, request(call), handler);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ForgeException.unreachable(call.action(), call.target(), e);
        }
    }

    private Answer patiently(Call call, HttpRequest request, BodyHandler<byte[]> handler)
            throws ForgeException, InterruptedException {
        Patience.Turns turns = patience.turns();
        while (true) {
            try {
                Answer answer = exchange(call, request, handler);
                if (!again(call, answer) || !turns.next(answer.retryAfter())) {
                    return answer;
                }
            } catch (IOException e) {
                if (call.repeat() != Call.Repeat.ALWAYS || !turns.next(Optional.empty())) {
                    throw ForgeException.unreachable(call.action(), call.target(), e);
                }
            }
        }
    }

    /** Waits before asking about the same again. */
    void pause(Duration time, Call call) throws ForgeException {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ForgeException.unreachable(call.action(), call.target(), e);
        }
    }

    private static boolean again(Call call, Answer answer) {
        return switch (call.repeat()) {
            case ALWAYS -> answer.isOutage();
            case IF_REFUSED -> answer.isRefusal();
            case NEVER -> false;
        };
    }

    private Answer exchange(Call call, HttpRequest request, BodyHandler<byte[]> handler)
            throws IOException, InterruptedException {
        // Not send(): its time-out ends with the first byte of the answer, and a body may stall too.
        CompletableFuture<HttpResponse<byte[]>> exchange = http.sendAsync(request, handler);
        try {
            HttpResponse<byte[]> response = exchange.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(call, response.statusCode(), response.headers(), ByteBuffer.wrap(response.body()));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(reason(cause), cause);
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + ANSWER.toSeconds() + " s", e);
        } finally {
            exchange.cancel(true);
        }
    }

    /** Java's client leaves the most frequent failure of all without words. */
    private static String reason(Throwable cause) {
        String message = cause.getMessage();
        if (message != null) {
            return message;
        }
        return cause instanceof ConnectException
                ? "connection refused"
                : cause.getClass().getSimpleName();
    }

    private HttpRequest request(Call call) throws ForgeException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/api/v1" + call.path()))
                .header("Accept", "*/*")
                .header("User-Agent", "bidsforge")
                .header("Authorization", "token " + token.value());
        Object body = call.body();
        if (body == null) {
            return request.method(call.method(), BodyPublishers.noBody()).build();
        }
        if (body instanceof Multipart form) {
            return request.header("Content-Type", form.contentType())
                    .method(call.method(), BodyPublishers.ofByteArray(form.bytes()))
                    .build();
        }
        try {
            return request.header("Content-Type", "application/json")
                    .method(call.method(), BodyPublishers.ofByteArray(Answer.JSON.writeValueAsBytes(body)))
                    .build();
        } catch (JsonProcessingException e) {
            throw ForgeException.unreadable(call.action(), call.target(), e);
        }
    }
}
