// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.bidsforge.core.config.Secret;
import org.bidsforge.core.pipeline.Outcome;
import org.bidsforge.core.pipeline.StageReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceClientTest {
    private static final String GRANT = """
            {"study": "lab/memory", "session": "sub-01_ses-01", "source": "%s", "forgeUrl": "http://127.0.0.1:1/",
             "forgeUser": "bidsforge", "forgeToken": "forge-token", "reportToken": "report-token",
             "store": {"url": "file:///srv/store", "accessKey": "", "secretKey": "", "sessionToken": "", "region": ""}}
            """.formatted("a".repeat(40));

    private final AtomicInteger status = new AtomicInteger(200);
    private final AtomicInteger failures = new AtomicInteger();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(
                exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
        int code = failures.getAndDecrement() > 0 ? 503 : status.get();
        byte[] answer = GRANT.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, code == 204 ? -1 : answer.length);
        if (code != 204) {
            exchange.getResponseBody().write(answer);
        }
        exchange.close();
    }

    @Test
    void claimsTheWorkWithTheTicketOfTheRun() throws IOException, InterruptedException {
        Claim claim = client().claim(new Secret("ticket"), "convert", new CiRun("12"));

        assertThat(claim.work().study()).hasToString("lab/memory");
        assertThat(claim.work().session()).hasToString("sub-01_ses-01");
        assertThat(requests.get(0)).startsWith("/api/jobs/claim").contains("\"ticket\":\"ticket\"", "\"runId\":\"12\"");
    }

    @Test
    void triesAgainWhileTheServiceIsRestarting() throws IOException, InterruptedException {
        failures.set(2);

        client().claim(new Secret("ticket"), "convert", new CiRun("12"));

        assertThat(requests).hasSize(3);
    }

    @Test
    void doesNotInsistOnARefusal() {
        status.set(403);

        assertThatThrownBy(() -> client().claim(new Secret("ticket"), "convert", new CiRun("12")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("refused");
        assertThat(requests).hasSize(1);
    }

    @Test
    void reportsWithItsOwnToken() throws IOException, InterruptedException {
        status.set(204);

        client().report(new Secret("report-token"), report());

        assertThat(requests.get(0)).startsWith("/api/jobs/report Bearer report-token {");
    }

    @Test
    void showsNoSecretWhenAClaimIsPrinted() throws IOException, InterruptedException {
        assertThat(client().claim(new Secret("ticket"), "convert", new CiRun("12"))
                        .toString())
                .doesNotContain("forge-token", "report-token");
    }

    private ServiceClient client() {
        return new ServiceClient(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    private static StageReport report() {
        return new StageReport(
                "convert",
                "lab/memory",
                "sub-01",
                "",
                "",
                Outcome.OK,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "");
    }
}
