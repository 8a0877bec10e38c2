// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PagesTest {
    private static final int LARGEST = 200_000;

    @TempDir
    private Path folder;

    private ServiceFixture service;

    @BeforeEach
    void start() throws Exception {
        service = ServiceFixture.alone(folder);
    }

    @AfterEach
    void stop() throws Exception {
        service.close();
    }

    @Test
    void saysHowToSendTheFirstSession() throws Exception {
        assertThat(service.get("/").body()).contains("No session yet", "C-STORE", "bidsforge study create");
    }

    @Test
    void staysSmallWithAFullPageOfSessions() throws Exception {
        SampleSessions.fill(folder, 250);
        String page = service.get("/").body();

        assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(LARGEST);
        assertThat(page).contains("Page 1 of 3", "ready for your review", "sub-900_ses-01");
        assertThat(service.get("/?page=3").body()).contains("Page 3 of 3").doesNotContain("sub-900_ses-01");
    }

    @Test
    void countsWhatNeedsAPersonFirst() throws Exception {
        SampleSessions.fill(folder, 8);
        assertThat(service.get("/").body().replaceAll("<[^>]+>", " ").replaceAll("\\s+", " "))
                .contains("3 need you 2 failed 3 running 2 done");
    }

    @Test
    void showsWhatIsHeldBackAndWhy() throws Exception {
        SampleSessions.fill(folder, 1);
        assertThat(service.get("/").body())
                .contains("quarantined", "the study muellerlab/unknown does not exist", "missing or wrong signature");
    }

    @Test
    void showsOneSession() throws Exception {
        SampleSessions.fill(folder, 4);
        String page = service.get("/session/muellerlab/memory-and-sleep/sub-001_ses-01")
                .body();

        assertThat(page).contains("series 4 ends after 112", "Redo the conversion", "Merge request", "Steps");
    }

    @Test
    void letsNothingForeignIntoThePage() throws Exception {
        HttpResponse<String> answer = service.get("/");

        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; style-src 'self'; img-src 'self';")
                .contains("form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.body()).doesNotContain("<script", "style=\"");
    }

    @Test
    void answersAWrongAddressWithAPage() throws Exception {
        for (String address : new String[] {"/nothing", "/session/lab/one/sub-01", "/session/LAB/..%2f/x"}) {
            HttpResponse<String> answer = service.get(address);
            assertThat(answer.statusCode()).as(address).isIn(400, 404);
        }
        assertThat(service.get("/session/lab/one/sub-01").body()).contains("There is no such session", "To the board");
        assertThat(service.get("/nothing").body()).contains("There is nothing at this address", "To the board");
    }

    @Test
    void tellsThatTheForgeIsAwayToMonitorsOnly() throws Exception {
        HttpResponse<String> health = service.get("/health");

        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(health.body()).contains("\"database\":\"ok\"", "\"forge\":\"failed: ");
        assertThat(service.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void takesWordsOfTheIntakeWithItsTokenOnly() throws Exception {
        String body = """
                {"study": "lab/one", "session": "sub-07", "state": "quarantined", "objects": 3, "series": 1,
                 "bytes": 9, "reason": "an identifier was left", "since": "2026-01-02T03:04:05Z"}""";

        assertThat(put(body, "wrong")).isEqualTo(401);
        assertThat(put("{\"state\": \"lost\"}", ServiceFixture.INTAKE_TOKEN.value()))
                .isEqualTo(400);
        assertThat(put(body, ServiceFixture.INTAKE_TOKEN.value())).isEqualTo(204);
        assertThat(service.get("/").body()).contains("an identifier was left");
        assertThat(service.get("/api/sessions").body()).contains("\"state\":\"quarantined\"");
    }

    private int put(String body, String token) throws Exception {
        return service.send(service.request("/api/intake/sessions/abc")
                        .header("Authorization", "Bearer " + token)
                        .PUT(HttpRequest.BodyPublishers.ofString(body)))
                .statusCode();
    }
}
