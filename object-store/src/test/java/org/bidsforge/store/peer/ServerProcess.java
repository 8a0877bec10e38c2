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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that serves HTTP on the loopback, and its end. */
final class ServerProcess {
    private final String name;
    private final Process process;

    private ServerProcess(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /** What script/bootstrap --test installs outside the checkout. */
    static Path tools() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path folder =
                cache == null || cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return folder.resolve("bidsforge/tools");
    }

    /** Aborts the test where there is no such program. */
    static Path program(String name) {
        Path home = Path.of(System.getProperty("user.home"));
        Stream<Path> path = Stream.of(System.getenv("PATH").split(":", -1)).map(Path::of);
        Stream<Path> own = Stream.of(tools().resolve("bin"), home.resolve("go/bin"));
        Optional<Path> program = Stream.concat(path, own)
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
        return program.orElseGet(() -> abort("no " + name + " in PATH or the cache: run script/bootstrap --test"));
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Starts the command, whose output goes to a file in the folder. */
    static ServerProcess start(Path folder, Map<String, String> environment, List<String> command) throws IOException {
        String name = String.valueOf(Path.of(command.get(0)).getFileName());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        return new ServerProcess(name, builder.start());
    }

    /** Waits for an answer with that status, or any answer if it is 0. */
    ServerProcess await(String url, int status) throws InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(2))
                .build();
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < limit && process.isAlive()) {
            try {
                int found = client.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                if (status == 0 || found == status) {
                    return this;
                }
            } catch (IOException notYet) {
                // Not listening yet.
            }
            Thread.sleep(50);
        }
        stop();
        throw new IllegalStateException(name + " did not start within a minute");
    }

    /** Ends the server by its own process; it is not left behind whatever happens. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    /** Removes what a server has left. */
    static void delete(Path whole) throws IOException {
        try (Stream<Path> files = Files.walk(whole)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Ends it without a chance to tidy up. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
