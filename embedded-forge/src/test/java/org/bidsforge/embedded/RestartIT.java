// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a forge and starts it again. */
final class RestartIT {
    private static final String WORKFLOW = """
            on: workflow_dispatch
            jobs:
              a: {runs-on: bidsforge, steps: [{run: "sleep 9876 & sleep 9876"}]}
              b: {runs-on: bidsforge, steps: [{run: sleep 9876}]}
              c: {runs-on: bidsforge, steps: [{run: echo went on}]}
            """;

    @TempDir
    Path folder;

    @Test
    void twoForgesDoNotShareAFolder() {
        try (Trial first = Trial.in(folder)) {
            assertThat(first.get("/version").status()).isEqualTo(200);
            assertThatThrownBy(() -> EmbeddedForge.start(EmbeddedForgeConfig.in(folder, Trial.ENVIRONMENT)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Another forge");
        }
    }

    @Test
    void aKilledForgeGoesOnWhereItWas() throws IOException, InterruptedException {
        Path home = folder.resolve("forge");
        try (HookReceiver receiver = new HookReceiver()) {
            Process killed = startProgram(home, receiver);
            killed.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            assertThat(sleepers()).isEqualTo(3);
            pushBehindItsBack(home);

            try (Trial trial = Trial.in(home)) {
                JsonNode run = trial.await("/repos/lab/data/actions/runs/1", "/status", "completed");
                JsonNode jobs =
                        trial.get("/repos/lab/data/actions/runs/1/jobs").json().path("jobs");

                assertThat(run.path("conclusion").asText()).isEqualTo("failure");
                assertThat(jobs.findValuesAsText("conclusion")).contains("failure", "success");
                assertThat(jobs.at("/0/conclusion").asText()).isEqualTo("failure");
                assertThat(jobs.at("/2/conclusion").asText()).isEqualTo("success");
                assertThat(sleepers()).isZero();
                assertThat(trial.get("/repos/lab/data/actions/jobs/1/logs").text())
                        .contains("was restarted");
                receiver.await("what was pushed unseen", delivery -> delivery.is("push", "/ref", "refs/heads/unseen"));
                assertThat(home.resolve("work")).isEmptyDirectory();
            }
        }
    }

    /** With two jobs running and one waiting. */
    private Process startProgram(Path home, HookReceiver receiver) throws IOException, InterruptedException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Path started = folder.resolve("started");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath(),
                        ForgeProgram.class.getName(),
                        home.toString(),
                        String.valueOf(port),
                        started.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("program.log").toFile())
                .start();
        for (int i = 0; i < 600 && !Files.exists(started); i++) {
            Thread.sleep(100);
        }
        String url = "http://127.0.0.1:" + port;
        String token = Files.readString(home.resolve("admin-token")).strip();
        call(url, token, "/orgs", "{\"username\": \"lab\"}");
        call(url, token, "/orgs/lab/repos", "{\"name\": \"data\", \"auto_init\": true}");
        call(
                url,
                token,
                "/repos/lab/data/hooks",
                "{\"type\": \"gitea\", \"active\": true, \"config\": {\"url\": \"" + receiver.url()
                        + "\", \"content_type\": \"json\"}}");
        String content = Base64.getEncoder().encodeToString(WORKFLOW.getBytes(StandardCharsets.UTF_8));
        call(
                url,
                token,
                "/repos/lab/data/contents/.gitea/workflows/w.yml",
                "{\"message\": \"w\", \"content\": \"" + content + "\"}");
        call(url, token, "/repos/lab/data/actions/workflows/w.yml/dispatches", "{\"ref\": \"main\"}");
        for (int i = 0; i < 600 && sleepers() < 3; i++) {
            Thread.sleep(100);
        }
        return process;
    }

    /** Some runners of tests load classes by a loader of their own. */
    private static String classPath() {
        if (ForgeProgram.class.getClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }

    /** As a forge does that is killed between a push and its events. */
    private static void pushBehindItsBack(Path home) {
        Shell shell = new Shell(home.resolve("repositories/lab/data.git"));
        shell.run("git", "update-ref", "refs/heads/unseen", "refs/heads/main");
    }

    private static long sleepers() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").matches(".*/?sleep 9876"))
                .count();
    }

    private static void call(String url, String token, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/v1" + path))
                .header("Authorization", "token " + token)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isLessThan(300);
    }
}
