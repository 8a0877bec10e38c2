// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.gitea;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bidsforge.core.config.Secret;

/** A real Gitea in a temporary folder, as an ordinary user, with a runner on the host where there is one. */
public final class GiteaServer implements AutoCloseable {
    static final String LABEL = "bidsforge";

    private final Path folder;
    private final Path binary;
    private final int port;
    private final List<Process> processes = new ArrayList<>();
    private Optional<Secret> token = Optional.empty();

    private GiteaServer(Path folder, Path binary, int port) {
        this.folder = folder;
        this.binary = binary;
        this.port = port;
    }

    public static GiteaServer start(Path folder, Path binary) throws IOException, InterruptedException {
        GiteaServer server = new GiteaServer(folder, binary, freePort());
        server.configure();
        server.run(binary, "migrate");
        String answer = server.run(
                binary,
                "admin",
                "user",
                "create",
                "--admin",
                "--username",
                "bot",
                "--password",
                "Not-so-secret-1",
                "--email",
                "bot@localhost",
                "--must-change-password=false",
                "--access-token",
                "--access-token-scopes",
                "all");
        server.token = answer.lines()
                .flatMap(line -> Arrays.stream(line.split("[^0-9a-f]+")))
                .filter(word -> word.length() == 40)
                .findFirst()
                .map(Secret::new);
        server.launch(server.folder.resolve("gitea.log"), server.process(binary, "web"));
        server.awaitReady();
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public Secret token() {
        return token.orElseThrow();
    }

    /** Starts a runner that executes jobs of the label on this machine, as the same ordinary user. */
    void addRunner(Path runner) throws IOException, InterruptedException {
        addRunner(runner, folder, this::process);
    }

    /** Starts a runner in a folder of its own, as the present user; jobs see this environment. */
    public void addRunner(Path runner, Path home, Map<String, String> environment)
            throws IOException, InterruptedException {
        addRunner(runner, home, (program, arguments) -> {
            List<String> words = new ArrayList<>(List.of(program.toString()));
            words.addAll(List.of(arguments));
            ProcessBuilder process =
                    new ProcessBuilder(words).directory(home.toFile()).redirectErrorStream(true);
            process.environment().clear();
            process.environment().putAll(environment);
            return process;
        });
    }

    private interface Starting {
        ProcessBuilder of(Path program, String... arguments);
    }

    private void addRunner(Path runner, Path home, Starting starting) throws IOException, InterruptedException {
        String registration = run(binary, "actions", "generate-runner-token").strip();
        Path config = home.resolve("runner.yaml");
        Files.writeString(config, """
                runner:
                  file: .runner
                  capacity: 2
                  fetch_interval: 1s
                  labels: ["%s:host"]
                cache:
                  enabled: false
                """.formatted(LABEL));
        finish(starting.of(
                runner,
                "register",
                "--no-interactive",
                "--config",
                config.toString(),
                "--instance",
                url().toString(),
                "--token",
                registration,
                "--name",
                "r1",
                "--labels",
                LABEL + ":host"));
        launch(home.resolve("runner.log"), starting.of(runner, "daemon", "--config", config.toString()));
    }

    private void configure() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("custom/conf"));
        Files.writeString(folder.resolve("custom/conf/app.ini"), """
                RUN_USER = %s
                RUN_MODE = prod
                WORK_PATH = %s
                [server]
                HTTP_ADDR = 127.0.0.1
                HTTP_PORT = %d
                ROOT_URL = http://127.0.0.1:%d/
                DISABLE_SSH = true
                OFFLINE_MODE = true
                [database]
                DB_TYPE = sqlite3
                [security]
                INSTALL_LOCK = true
                [service]
                DISABLE_REGISTRATION = true
                [webhook]
                ALLOWED_HOST_LIST = loopback
                [actions]
                ENABLED = true
                [log]
                MODE = console
                LEVEL = warn
                """.formatted(
                        isRoot() ? "nobody" : System.getProperty("user.name"), folder, port, port));
        if (isRoot()) {
            // Gitea refuses to run as root.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            command(List.of("chown", "-R", "nobody", folder.toString()));
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private ProcessBuilder process(Path program, String... arguments) {
        List<String> words = new ArrayList<>();
        if (isRoot()) {
            words.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
        }
        words.add(program.toString());
        words.addAll(List.of(arguments));
        ProcessBuilder process =
                new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
        process.environment().put("HOME", folder.toString());
        process.environment().put("USER", isRoot() ? "nobody" : System.getProperty("user.name"));
        process.environment().put("GITEA_WORK_DIR", folder.toString());
        process.environment().remove("GITEA_URL");
        process.environment().remove("GITEA_TOKEN");
        return process;
    }

    private String run(Path program, String... arguments) throws IOException, InterruptedException {
        return finish(process(program, arguments));
    }

    private static void command(List<String> words) throws IOException, InterruptedException {
        finish(new ProcessBuilder(words).redirectErrorStream(true));
    }

    private static String finish(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(builder.command() + " failed: " + output);
        }
        return output;
    }

    private void launch(Path log, ProcessBuilder process) throws IOException {
        processes.add(process.redirectOutput(log.toFile()).start());
    }

    private void awaitReady() throws IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url() + "/api/v1/version")).build();
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        while (Instant.now().isBefore(end)) {
            try {
                if (http.send(request, BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // Not listening yet.
                Thread.sleep(100);
            }
        }
        close();
        throw new IOException("Gitea did not start: " + Files.readString(folder.resolve("gitea.log")));
    }

    @Override
    public void close() {
        for (Process process : processes) {
            process.destroy();
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                process.destroyForcibly();
            }
        }
    }
}
