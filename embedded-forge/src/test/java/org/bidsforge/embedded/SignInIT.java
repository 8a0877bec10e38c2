// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SignInIT {
    private static final String PRIVATE = "/lab/study-bids";

    @TempDir
    static Path folder;

    private static Trial trial;

    private Browser browser;

    @BeforeAll
    static void start() {
        trial = Trial.in(folder).withRepository("study-bids");
    }

    @AfterAll
    static void stop() {
        trial.close();
    }

    @BeforeEach
    void open() {
        browser = new Browser(trial.url());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/lab/study-bids",
                "/lab/nothing",
                "/nobody/nothing",
                "/lab/study-bids/pulls/1",
                "/lab/nothing/pulls/1",
                "/lab/study-bids/raw/branch/main/README.md",
                "/lab",
                "/nobody",
                "/attachments/00000000-0000-0000-0000-000000000000"
            })
    void strangersAreNotToldWhatThereIs(String path) {
        HttpResponse<String> answer = browser.get(path);

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location"))
                .contains("/user/login?redirect_to=" + path.replace("/", "%2F"));
    }

    @Test
    void aLinkSignsInOnce() throws IOException, InterruptedException {
        String url = link("{\"path\": \"" + PRIVATE + "\"}").json().path("url").asText();

        HttpResponse<String> answer = browser.get(url);
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains(PRIVATE);
        assertThat(answer.headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(cookie -> assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Path=/"));
        assertThat(browser.get(PRIVATE).statusCode()).isEqualTo(200);
        assertThat(browser.get(url).headers().firstValue("Location"))
                .as("who is signed in already goes on")
                .contains(PRIVATE);

        HttpResponse<String> second = new Browser(trial.url()).get(url);
        assertThat(second.statusCode()).isEqualTo(403);
        assertThat(second.body()).contains("This link was used already");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "https://evil.example", "lab", "/a\\\\b", "/a\\nb"})
    void linksLeadToThisForgeOnly(String path) throws IOException, InterruptedException {
        assertThat(link("{\"path\": \"" + path + "\"}").status()).isEqualTo(422);
    }

    @Test
    void linksAreMadeForThoseWhoHaveAToken() throws IOException, InterruptedException {
        assertThat(link("{}", "token nonsense").status()).isEqualTo(401);
        assertThat(link("{}", "").status()).isEqualTo(401);
    }

    @Test
    void nameAndTokenMustBelongTogether() {
        String token = trial.forge().adminToken().value();

        assertThat(browser.signIn("somebody", token, PRIVATE).statusCode()).isEqualTo(403);
        assertThat(browser.signIn("bidsforge", "wrong", PRIVATE).statusCode()).isEqualTo(403);
        assertThat(browser.get(PRIVATE).statusCode()).isEqualTo(303);
        HttpResponse<String> answer = browser.signIn("bidsforge", token, PRIVATE);
        assertThat(answer.headers().firstValue("Location")).contains(PRIVATE);
        assertThat(browser.get(PRIVATE).statusCode()).isEqualTo(200);
    }

    @Test
    void signingInLeadsNowhereElse() {
        String token = trial.forge().adminToken().value();

        assertThat(browser.signIn("bidsforge", token, "//evil.example")
                        .headers()
                        .firstValue("Location"))
                .contains("/");
    }

    @Test
    void nobodyIsSignedInOrOutByAnotherSite() {
        Map<String, String> fields =
                Map.of("name", "bidsforge", "token", trial.forge().adminToken().value());
        assertThat(browser.submit("/user/login", fields, "cross-site").statusCode())
                .isEqualTo(403);

        browser.signIn("bidsforge", trial.forge().adminToken().value(), "/");
        String form = Browser.formToken(browser.page(PRIVATE));
        assertThat(browser.submit("/user/logout", Map.of("form_token", form), "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.submit("/user/logout", Map.of("form_token", "x")).statusCode())
                .isEqualTo(403);
        assertThat(browser.get(PRIVATE).statusCode()).isEqualTo(200);
        assertThat(browser.submit("/user/logout", Map.of("form_token", form)).statusCode())
                .isEqualTo(303);
        assertThat(browser.get(PRIVATE).statusCode()).isEqualTo(303);
    }

    @Test
    void whatGitClonesFromLeadsToThePage() {
        assertThat(browser.get(PRIVATE + ".git").headers().firstValue("Location"))
                .contains(PRIVATE);
    }

    @Test
    void whoIsSignedInIsToldThatThereIsNothing() {
        browser.signIn("bidsforge", trial.forge().adminToken().value(), "/");

        assertThat(browser.get("/lab/nothing").statusCode()).isEqualTo(404);
        assertThat(browser.get(PRIVATE + "/pulls/99").statusCode()).isEqualTo(404);
        assertThat(browser.get(PRIVATE + "/src/branch/nothing").statusCode()).isEqualTo(404);
        assertThat(browser.get(PRIVATE + "/src/branch/main/..%2F..%2Fconfig").statusCode())
                .isIn(400, 404);
        assertThat(browser.get("/lab/study-bids/nothing").body()).contains("Not found");
    }

    private static Trial.Reply link(String body) throws IOException, InterruptedException {
        return link(body, "token " + trial.forge().adminToken().value());
    }

    private static Trial.Reply link(String body, String authorization) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(trial.url() + "/-/sign-in-links"))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        HttpResponse<String> response =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Trial.Reply(response.statusCode(), response.headers(), response.body());
    }
}
