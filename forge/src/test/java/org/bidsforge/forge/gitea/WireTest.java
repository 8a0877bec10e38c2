// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.gitea;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.bidsforge.core.config.Secret;
import org.bidsforge.core.pipeline.RepositoryName;
import org.bidsforge.forge.Forge;
import org.bidsforge.forge.ForgeException;
import org.bidsforge.forge.Repository;
import org.bidsforge.forge.gitea.ScriptedServer.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {
    private static final RepositoryName REPOSITORY = new RepositoryName("lab", "study-bids");
    private static final Patience HASTY = new Patience(3, Duration.ofMillis(1), Duration.ofMillis(20));

    /** Answers these one after the other, the last one for ever. */
    private static ScriptedServer answering(Response... responses) throws IOException {
        Queue<Response> left = new ArrayDeque<>(Arrays.asList(responses));
        return new ScriptedServer(request -> {
            synchronized (left) {
                return left.size() > 1 ? left.remove() : left.element();
            }
        });
    }

    private static Forge forge(ScriptedServer server) {
        return new GiteaForge(server.url(), new Secret("sesame"), HASTY);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void looksAgainWhenTheForgeIsBusy(int status) throws IOException {
        try (ScriptedServer server = answering(
                new Response(status, Map.of("Retry-After", "1"), "busy"), Response.of(200, "{\"version\":\"1\"}"))) {
            assertThat(forge(server).version()).isEqualTo("1");
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void givesUpWithATransientFailure() throws IOException {
        try (ScriptedServer server = answering(Response.of(503, "{\"message\":\"come\\nback\"}"))) {
            assertThatThrownBy(() -> forge(server).version())
                    .isInstanceOfSatisfying(ForgeException.class, e -> {
                        assertThat(e.isTransient()).isTrue();
                        assertThat(e.status()).hasValue(503);
                    })
                    .hasMessageContaining("come back");
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void neverStartsAWorkflowTwice() throws IOException {
        try (ScriptedServer server = new ScriptedServer(
                request -> request.method().equals("GET") ? Response.of(200, "{}") : Response.of(503, ""))) {
            assertThatThrownBy(() -> forge(server).runs().dispatch(REPOSITORY, "w.yml", "main", Map.of()))
                    .isInstanceOf(ForgeException.class);
            assertThat(server.requests())
                    .filteredOn(request -> request.method().equals("POST"))
                    .hasSize(1);
        }
    }

    @Test
    void doesNotRepeatWhatCannotSucceed() throws IOException {
        try (ScriptedServer server = answering(Response.of(403, "{\"message\":\"no\"}"))) {
            assertThatThrownBy(() -> forge(server).repositories().find(REPOSITORY))
                    .isInstanceOfSatisfying(
                            ForgeException.class,
                            e -> assertThat(e.isTransient()).isFalse())
                    .hasMessage("cannot look for lab/study-bids: 403 no");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void anAbsentForgeIsATransientFailure() {
        Forge forge = new GiteaForge(URI.create("http://127.0.0.1:1"), new Secret("sesame"), HASTY);

        assertThatThrownBy(forge::version).isInstanceOfSatisfying(ForgeException.class, e -> {
            assertThat(e.isTransient()).isTrue();
            assertThat(e.status()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[1]", "null", "{\"version\":"})
    void anUnreadableAnswerIsAPermanentFailure(String answer) throws IOException {
        try (ScriptedServer server = answering(Response.of(200, answer))) {
            assertThatThrownBy(() -> forge(server).version())
                    .isInstanceOfSatisfying(
                            ForgeException.class,
                            e -> assertThat(e.isTransient()).isFalse());
        }
    }

    @Test
    void doesNotCarryTheTokenToAnotherHost() throws IOException {
        try (ScriptedServer other = answering(Response.of(200, "{\"version\":\"evil\"}"));
                ScriptedServer server =
                        answering(new Response(307, Map.of("Location", other.url() + "/api/v1/version"), ""))) {
            assertThatThrownBy(() -> forge(server).version()).isInstanceOf(ForgeException.class);
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void noFailureNamesTheToken() throws IOException {
        try (ScriptedServer server = answering(Response.of(401, "{\"message\":\"bad token\"}"))) {
            assertThatThrownBy(() -> forge(server).whoAmI())
                    .satisfies(e -> assertThat(e.toString()).doesNotContain("sesame"));
            assertThat(server.requests().get(0).authorization()).isEqualTo("token sesame");
        }
    }

    @Test
    void stopsReadingAnEndlessAnswer() throws IOException {
        String long20 = "x".repeat(20 << 20);
        try (ScriptedServer server = answering(Response.of(200, long20))) {
            assertThatThrownBy(() -> forge(server).version()).hasMessageContaining("longer than");
        }
    }

    @Test
    void keepsTheEndOfALongLog() throws IOException {
        String log = "start" + "x".repeat(3 << 20) + "the end";
        try (ScriptedServer server = answering(Response.of(200, log))) {
            assertThat(forge(server).runs().log(REPOSITORY, 1))
                    .hasValueSatisfying(
                            text -> assertThat(text).hasSize(1 << 20).endsWith("the end"));
        }
    }

    private static String repository(int number) {
        return "{\"full_name\":\"lab/r" + number
                + "\",\"html_url\":\"http://h/lab/r\",\"clone_url\":\"http://h/lab/r.git\"}";
    }

    @Test
    void turnsPagesByCountWhereThereIsNoLink() throws IOException {
        String full = "[" + String.join(",", Collections.nCopies(50, repository(1))) + "]";
        Map<String, String> count = Map.of("X-Total-Count", "51");
        try (ScriptedServer server =
                answering(new Response(200, count, full), new Response(200, count, "[" + repository(2) + "]"))) {
            List<Repository> all = forge(server).repositories().list();

            assertThat(all).hasSize(51);
            assertThat(server.requests())
                    .extracting(request -> request.uri().getQuery())
                    .containsExactly("limit=50&page=1", "limit=50&page=2");
        }
    }

    @Test
    void worksBelowAPathAndEncodesNames() throws IOException {
        try (ScriptedServer server = answering(Response.of(404, ""))) {
            Forge forge = new GiteaForge(URI.create(server.url() + "/git/"), new Secret("sesame"), HASTY);

            forge.repositories().file(REPOSITORY, "a&b", "x y/ü?.txt");

            assertThat(server.requests().get(0).uri())
                    .hasToString("/git/api/v1/repos/lab/study-bids/contents/x%20y/%C3%BC%3F.txt?ref=a%26b");
            assertThat(forge.gitUrl(REPOSITORY)).hasToString(server.url() + "/git/lab/study-bids.git");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "http://user:pw@localhost/", "/x"})
    void refusesAUrlThatIsNone(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GiteaForge(URI.create(url), new Secret("sesame")))
                .withMessageNotContaining("pw");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b.png", "../x.png", "a\"b.png", "a\r\nb.png"})
    void refusesAttachmentsWithOddNames(String name) throws IOException {
        try (ScriptedServer server = answering(Response.of(200, "[]"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> forge(server).mergeRequests().attach(REPOSITORY, 1, name, new byte[0]));
        }
    }
}
