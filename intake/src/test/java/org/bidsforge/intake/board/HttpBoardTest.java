// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.bidsforge.core.config.Secret;
import org.bidsforge.intake.spool.Amount;
import org.bidsforge.intake.spool.Destination;
import org.bidsforge.intake.spool.SessionState;
import org.bidsforge.intake.spool.SessionSummary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpBoardTest {
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private HttpServer service;
    private HttpBoard board;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", this::answer);
        service.start();
        URI url = URI.create("http://127.0.0.1:" + service.getAddress().getPort());
        board = new HttpBoard(() -> url, new Secret("let-me-in"));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (refusals.getAndDecrement() > 0) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            assertThat(exchange.getRequestHeaders().getFirst("Authorization")).isEqualTo("Bearer let-me-in");
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
            exchange.sendResponseHeaders(204, -1);
        }
    }

    @AfterEach
    void stop() {
        board.close();
        service.stop(0);
    }

    @Test
    void showsTheNewestStateOfASession() throws Exception {
        board.session(progress(SessionState.RECEIVING, ""));
        board.session(progress(SessionState.CLOSED, "the forge is away"));

        board.start();

        await(1);
        assertThat(requests.get(0))
                .isEqualTo("PUT /api/intake/sessions/0a1b2c {\"id\":\"0a1b2c\",\"study\":\"lab/rest\","
                        + "\"session\":\"sub-x_ses-y\",\"state\":\"waiting\",\"objects\":3,\"series\":2,\"bytes\":99,"
                        + "\"reason\":\"the forge is away\",\"since\":\"1970-01-01T00:00:01Z\"}");
    }

    @Test
    void waitsForAServiceThatIsAway() throws Exception {
        refusals.set(1);
        board.start();

        board.incident(new Incident(Incident.Kind.OBJECT, "truncated"));

        await(1);
        assertThat(requests.get(0))
                .startsWith("POST /api/intake/incidents ")
                .contains("\"kind\":\"object\"", "\"message\":\"truncated\"");
    }

    private static Progress progress(SessionState state, String reason) {
        return Progress.of(new SessionSummary(
                "0a1b2c",
                state,
                reason,
                1000,
                Optional.of(new Destination("lab/rest", "sub-x_ses-y")),
                Optional.empty(),
                new Amount(3, 2, 99)));
    }

    private void await(int count) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (requests.size() < count) {
            assertThat(System.nanoTime()).as("time is up").isLessThan(end);
            Thread.sleep(5);
        }
    }
}
