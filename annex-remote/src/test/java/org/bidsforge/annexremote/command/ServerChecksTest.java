// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bidsforge.annexremote.remote.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerChecksTest {
    private static Settings settings(String url) throws IOException {
        return Settings.of(AnnexRepository.unattached(new TreeMap<>(Map.of("url", url, "bucket", "bids"))));
    }

    private static List<Finding> findings(boolean s3, Duration ahead) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", exchange -> {
            if (s3) {
                exchange.getResponseHeaders().add("x-amz-request-id", "1");
            }
            exchange.sendResponseHeaders(403, -1);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            Clock clock = Clock.offset(Clock.systemUTC(), ahead);
            return new ServerChecks(settings(url), "store", URI.create(url), clock).all();
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, OK, as the server's",
        "-200, NOTE, behind the server's",
        "200, NOTE, ahead of the server's",
        "1000, FAILED, refuse from 15 minutes",
        "-100000, FAILED, refuse from 15 minutes"
    })
    void comparesTheClocks(long seconds, Finding.Verdict verdict, String says) throws IOException {
        Finding clock = findings(true, Duration.ofSeconds(seconds)).get(1);

        assertThat(clock.verdict()).isEqualTo(verdict);
        assertThat(clock.says()).contains(says);
        assertThat(clock.remedy().isEmpty()).isEqualTo(verdict == Finding.Verdict.OK);
    }

    @Test
    void tellsAServerOfAnotherKind() throws IOException {
        Finding server = findings(false, Duration.ZERO).get(0);

        assertThat(server.verdict()).isEqualTo(Finding.Verdict.FAILED);
        assertThat(server.says()).contains("console");
        assertThat(server.remedy()).contains("git annex enableremote store url=");
    }

    @Test
    void saysWhatToDoAboutAServerThatDoesNotAnswer() throws IOException {
        String url = "http://127.0.0.1:1";

        assertThat(new ServerChecks(settings(url), "store", URI.create(url), Clock.systemUTC()).all())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.verdict()).isEqualTo(Finding.Verdict.FAILED);
                    assertThat(finding.remedy()).contains("enableremote");
                });
    }
}
