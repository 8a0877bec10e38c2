// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The real programs of the distribution on free ports of the loopback, with their state in one new folder; what tests do
 * to it goes through the DICOM port, git, HTTP and the command line.
 */
final class Platform implements AutoCloseable {
    static final Path BIN = Path.of(
                    System.getProperty("bidsforge.bin", "../distribution/target/bidsforge/bidsforge/bin"))
            .toAbsolutePath()
            .normalize();
    static final Duration LONGEST_JOURNEY = Duration.ofMinutes(5);

    private static final ObjectMapper JSON = new ObjectMapper();
    static final String CACHE = System.getProperty("user.home") + "/.cache/bidsforge";

    private final Path home;
    private final Shell shell;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private @Nullable Process service;
    private @Nullable Process intake;

    private Platform(Path home, Shell shell) {
        this.home = home;
        this.shell = shell;
    }

    /** Settings only, nothing runs yet. */
    static Platform in(Path folder, Map<String, String> settings) throws IOException {
        Files.createDirectories(folder.resolve("user"));
        Path home = folder.resolve("state");
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", BIN + ":" + CACHE + "/toolbox/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin");
        environment.put("HOME", folder.resolve("user").toString());
        environment.put("LANG", "C.UTF-8");
        environment.put("GIT_TERMINAL_PROMPT", "0");
        environment.put("GIT_AUTHOR_NAME", "Stranger");
        environment.put("GIT_AUTHOR_EMAIL", "stranger@example.org");
        environment.put("GIT_COMMITTER_NAME", "Stranger");
        environment.put("GIT_COMMITTER_EMAIL", "stranger@example.org");
        environment.put("BIDSFORGE_HOME", home.toString());
        environment.put("BIDSFORGE_TOOLBOX", CACHE + "/toolbox");
        environment.put("BIDSFORGE_CLOSE_SECONDS", "1");
        environment.put("BIDSFORGE_RECONCILE_SECONDS", "5");
        environment.put("BIDSFORGE_FORGE_PORT", String.valueOf(freePort()));
        environment.put("BIDSFORGE_SERVICE_PORT", String.valueOf(freePort()));
        environment.put("BIDSFORGE_DICOM_PORT", String.valueOf(freePort()));
        Optional.ofNullable(System.getenv("JAVA_HOME")).ifPresent(java -> environment.put("JAVA_HOME", java));
        environment.putAll(settings);
        return new Platform(home, new Shell(folder, environment));
    }

    static Platform start(Path folder, Map<String, String> settings) throws IOException, InterruptedException {
        Platform platform = in(folder, settings);
        platform.startService();
        platform.startIntake();
        return platform;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    Path home() {
        return home;
    }

    Shell shell() {
        return shell;
    }

    void startService() throws IOException, InterruptedException {
        service = start("bidsforge-service", "service");
    }

    void startIntake() throws IOException, InterruptedException {
        intake = start("bidsforge-intake", "intake");
    }

    private Process start(String program, String announces) throws IOException, InterruptedException {
        Path logs = Files.createDirectories(home.resolve("logs"));
        Path log = logs.resolve(program + ".log");
        Process process = shell.builder(BIN.resolve(program).toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Path announced = home.resolve("run/" + announces + ".json");
        await(program + " listens", Duration.ofSeconds(90), () -> {
            if (!process.isAlive()) {
                throw new AssertionError(program + " ended: " + Files.readString(log));
            }
            return Files.exists(announced)
                            && JSON.readTree(announced.toFile()).path("pid").asLong() == process.pid()
                    ? Optional.of(true)
                    : Optional.empty();
        });
        return process;
    }

    /** As a power cut would: nothing is told to the process. Jobs of the embedded forge stay behind. */
    void killService() throws InterruptedException {
        kill(service);
    }

    void killIntake() throws InterruptedException {
        kill(intake);
    }

    /** The first job of the embedded forge's runner that is seen from now on. */
    void killJob() {
        await(
                "a job runs",
                LONGEST_JOURNEY,
                () -> ProcessHandle.allProcesses()
                        .filter(process -> process.info()
                                .arguments()
                                .map(arguments -> String.join(" ", arguments))
                                .filter(line -> line.contains(BIN.getParent() + "/lib") && line.contains("job convert"))
                                .isPresent())
                        .findFirst()
                        .filter(ProcessHandle::destroyForcibly));
    }

    private static void kill(@Nullable Process process) throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    boolean serviceIsAlive() {
        return service != null && service.isAlive();
    }

    String bidsforge(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = BIN.resolve("bidsforge").toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return shell.run(command);
    }

    Shell.Result send(Path dicom) throws IOException, InterruptedException {
        return shell.attempt(BIN.resolve("bidsforge").toString(), "send", "127.0.0.1:" + dicomPort(), dicom.toString());
    }

    String dicomPort() {
        return setting("BIDSFORGE_DICOM_PORT");
    }

    String serviceUrl() {
        return "http://127.0.0.1:" + setting("BIDSFORGE_SERVICE_PORT");
    }

    String forgeUrl() {
        String given = setting("BIDSFORGE_FORGE_URL");
        return given.isEmpty() ? "http://127.0.0.1:" + setting("BIDSFORGE_FORGE_PORT") : given;
    }

    /** With the token, for git. */
    String cloneUrl(String repository) throws IOException {
        return forgeUrl().replace("http://", "http://stranger:" + forgeToken() + "@") + "/" + repository + ".git";
    }

    String forgeToken() throws IOException {
        String given = setting("BIDSFORGE_FORGE_TOKEN");
        return given.isEmpty()
                ? Files.readString(home.resolve("secrets/forge-token")).strip()
                : given;
    }

    private String setting(String name) {
        return shell.environment().getOrDefault(name, "");
    }

    HttpResponse<String> get(String address) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(address))
                        .timeout(Duration.ofSeconds(30))
                        .build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /** An answer of the forge's API. */
    JsonNode forge(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(forgeUrl() + "/api/v1" + path))
                        .timeout(Duration.ofSeconds(30))
                        .header("Authorization", "token " + forgeToken())
                        .build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        return answer.statusCode() == 200 ? JSON.readTree(answer.body()) : MissingNode.getInstance();
    }

    /** An address of the embedded forge that signs a browser in, once. */
    String signInLink(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(forgeUrl() + "/-/sign-in-links"))
                        .header("Authorization", "token " + forgeToken())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(Map.of("path", path))))
                        .build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        return URI.create(forgeUrl())
                .resolve(JSON.readTree(answer.body()).path("url").asText())
                .toString();
    }

    void forgeDelete(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(forgeUrl() + "/api/v1" + path))
                        .header("Authorization", "token " + forgeToken())
                        .DELETE()
                        .build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (answer.statusCode() != 204) {
            throw new AssertionError("DELETE " + path + " was answered " + answer.statusCode());
        }
    }

    /** What the service says of all sessions. */
    JsonNode sessions() throws IOException, InterruptedException {
        return JSON.readTree(get(serviceUrl() + "/api/sessions").body());
    }

    /** A session's merge request is open and both checks are green. */
    JsonNode awaitGreenMergeRequest(String repository, int number) {
        return await("merge request " + number + " of " + repository + " green", LONGEST_JOURNEY, () -> {
            JsonNode requests = forge("/repos/" + repository + "/pulls?state=open");
            if (requests.size() < number) {
                return Optional.empty();
            }
            for (JsonNode request : requests) {
                String head = request.path("head").path("sha").asText();
                JsonNode status = forge("/repos/" + repository + "/commits/" + head + "/status");
                boolean green = status.path("statuses").size() >= 2
                        && "success".equals(status.path("state").asText());
                if (!green) {
                    return Optional.empty();
                }
            }
            return Optional.of(requests.get(0));
        });
    }

    static <T> T await(String what, Duration longest, Callable<Optional<T>> look) {
        long deadline = System.nanoTime() + longest.toNanos();
        String last = "";
        while (System.nanoTime() < deadline) {
            try {
                Optional<T> seen = look.call();
                if (seen.isPresent()) {
                    return seen.get();
                }
                Thread.sleep(100);
            } catch (IOException e) {
                // A program that is being restarted does not answer; the deadline decides.
                last = " (last: " + e + ")";
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting: " + what, e);
            } catch (Exception e) {
                throw new AssertionError("failed while waiting: " + what, e);
            }
        }
        throw new AssertionError("not seen within " + longest.toSeconds() + " s: " + what + last);
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop(intake);
        stop(service);
    }

    private static void stop(@Nullable Process process) {
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
