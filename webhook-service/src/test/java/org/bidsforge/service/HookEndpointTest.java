// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bidsforge.core.config.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HookEndpointTest {
    private static final Secret SECRET = ServiceFixture.HOOK_SECRET;
    private static final String PUSH = ServiceFixture.push("lab/one-sourcedata", "main", "1".repeat(40));

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
    void keepsAnAuthenticHookAndAnswersNothing() throws Exception {
        var answer = service.send(service.hook("push", "id-1", PUSH, SECRET));

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(metrics()).contains("bidsforge_inbox_depth 1\n");
    }

    @Test
    void keepsItOverARestart() throws Exception {
        service.send(service.hook("push", "id-1", PUSH, SECRET));
        service.close();
        service = ServiceFixture.alone(folder);

        assertThat(metrics()).contains("bidsforge_inbox_depth 1\n");
    }

    @Test
    void takesADoubledHookOnce() throws Exception {
        for (String id : List.of("id-1", "id-1", "replayed by hand")) {
            assertThat(service.send(service.hook("push", id, PUSH, SECRET)).statusCode())
                    .isEqualTo(204);
        }

        assertThat(metrics())
                .contains("bidsforge_inbox_depth 1\n")
                .contains("bidsforge_hook_deliveries_total{result=\"duplicate\"} 2");
    }

    @Test
    void answersWellToAuthenticHooksThatNobodyNeeds() throws Exception {
        String body = "{\"repository\": {\"full_name\": \"lab/one-bids\"}}";

        assertThat(service.send(service.hook("wiki", "id-1", body, SECRET)).statusCode())
                .isEqualTo(204);
        assertThat(metrics()).contains("bidsforge_inbox_depth 0\n");
    }

    @Test
    void refusesAWrongSignatureAndSaysSoOnTheBoard() throws Exception {
        var answer = service.send(service.hook("push", "id-1", PUSH, new Secret("other")));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(service.get("/").body()).contains("hook refused").doesNotContain("someone");
        assertThat(metrics())
                .contains("bidsforge_inbox_depth 0\n")
                .contains("bidsforge_hook_deliveries_total{result=\"refused\"} 1");
    }

    @Test
    void refusesTheEmptySignatureOfAHookWithoutSecret() throws Exception {
        HttpRequest.Builder unsigned = service.request("/hook/gitea")
                .header("X-Gitea-Delivery", "id-1")
                .header("X-Gitea-Event-Type", "push")
                .header("X-Gitea-Signature", "")
                .POST(HttpRequest.BodyPublishers.ofString(PUSH));

        assertThat(service.send(unsigned).statusCode()).isEqualTo(401);
    }

    @Test
    void refusesABodyWithoutEndBeforeItIsRead() throws Exception {
        String huge = " ".repeat(5 << 20);

        assertThat(service.send(service.hook("push", "id-1", huge, SECRET)).statusCode())
                .isEqualTo(413);
    }

    @Test
    void refusesHooksInTheAddress() throws Exception {
        assertThat(service.get("/hook/gitea").statusCode()).isEqualTo(404);
    }

    @Test
    void keepsAllOfManyHooksAtOnce() throws Exception {
        int hooks = 400;
        ExecutorService senders = Executors.newFixedThreadPool(8);
        List<Future<?>> sent = new ArrayList<>();
        for (int i = 0; i < hooks; i++) {
            int number = i;
            String body = ServiceFixture.push("lab/one-sourcedata", "main", String.format("%040x", i + 1));
            sent.add(senders.submit(() -> {
                assertThat(service.send(service.hook("push", "id-" + number, body, SECRET))
                                .statusCode())
                        .isEqualTo(204);
                return null;
            }));
        }
        for (Future<?> one : sent) {
            one.get();
        }
        senders.shutdown();

        assertThat(metrics()).contains("bidsforge_inbox_depth " + hooks + "\n");
    }

    private String metrics() throws Exception {
        return service.get("/metrics").body();
    }
}
