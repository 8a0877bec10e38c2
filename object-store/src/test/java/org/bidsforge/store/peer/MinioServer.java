// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.peer;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bidsforge.core.config.Secret;
import org.bidsforge.store.StoreCredentials;
import org.bidsforge.store.StoreLocation;

/** A real MinIO on a free port of the loopback, with its data in a folder of the test. */
public final class MinioServer implements S3Server {
    private static final String USER = "bidsforge-test";
    private static final String PASSWORD = "test-password";

    private final Process process;
    private final int port;
    private final int consolePort;

    private MinioServer(Process process, int port, int consolePort) {
        this.process = process;
        this.port = port;
        this.consolePort = consolePort;
    }

    /** Aborts the test where there is no MinIO. */
    public static MinioServer start(Path folder) throws IOException, InterruptedException {
        Path program = program().orElseGet(() -> abort("no minio in PATH, ~/go/bin or ~/.cache/bidsforge/tools/bin"));
        int port = freePort();
        int consolePort = freePort();
        ProcessBuilder command = new ProcessBuilder(
                program.toString(),
                "server",
                "--quiet",
                "--address",
                "127.0.0.1:" + port,
                "--console-address",
                "127.0.0.1:" + consolePort,
                folder.resolve("data").toString());
        command.environment().putAll(Map.of("MINIO_ROOT_USER", USER, "MINIO_ROOT_PASSWORD", PASSWORD));
        command.redirectErrorStream(true)
                .redirectOutput(folder.resolve("minio.log").toFile());
        MinioServer server = new MinioServer(command.start(), port, consolePort);
        server.awaitReady();
        return server;
    }

    private static Optional<Path> program() {
        Path home = Path.of(System.getProperty("user.home"));
        Stream<Path> path = Stream.of(System.getenv("PATH").split(":", -1)).map(Path::of);
        Stream<Path> own = Stream.of(home.resolve("go/bin"), home.resolve(".cache/bidsforge/tools/bin"));
        return Stream.concat(path, own)
                .map(folder -> folder.resolve("minio"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() throws InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest health = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/minio/health/cluster"))
                .timeout(Duration.ofSeconds(2))
                .build();
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < limit && process.isAlive()) {
            try {
                if (client.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // Not listening yet.
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException("MinIO did not start within a minute");
    }

    public StoreLocation.S3 console(String bucketAndPrefix) {
        return S3Server.at(consolePort, bucketAndPrefix);
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public String consoleUrl() {
        return "http://127.0.0.1:" + consolePort;
    }

    /** What an owner of the store has in the environment. */
    public static Map<String, String> environment() {
        return Map.of("AWS_ACCESS_KEY_ID", USER, "AWS_SECRET_ACCESS_KEY", PASSWORD);
    }

    @Override
    public int port() {
        return port;
    }

    public static StoreCredentials credentials() {
        return new StoreCredentials(USER, new Secret(PASSWORD), Optional.empty(), StoreCredentials.DEFAULT_REGION);
    }

    @Override
    public StoreCredentials owner() {
        return credentials();
    }

    @Override
    public void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
