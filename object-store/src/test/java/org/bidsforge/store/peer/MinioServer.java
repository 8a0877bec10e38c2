// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bidsforge.store.StoreCredentials;
import org.bidsforge.store.StoreLocation;

/** A real MinIO on a free port of the loopback, with its data in a folder of the test. */
public final class MinioServer extends OwnedServer {
    private final ServerProcess process;
    private final int consolePort;
    private final String scheme;

    private MinioServer(ServerProcess process, int port, int consolePort, String scheme) {
        super(port, process);
        this.process = process;
        this.scheme = scheme;
        this.consolePort = consolePort;
    }

    /** Aborts the test where there is no MinIO. */
    public static MinioServer start(Path folder) throws IOException, InterruptedException {
        return start(folder, Map.of());
    }

    /** One with these variables in its environment, too. */
    public static MinioServer start(Path folder, Map<String, String> environment)
            throws IOException, InterruptedException {
        MinioServer server = start(folder, environment, "http");
        server.process.await(server.url() + "/minio/health/cluster", 200);
        return server;
    }

    /** One that speaks TLS only, with the certificate of that authority; it may not be quite ready yet. */
    public static MinioServer start(Path folder, OwnAuthority authority) throws IOException, InterruptedException {
        Path certificates = Files.createDirectories(folder.resolve("certificates"));
        Files.copy(authority.certificate(), certificates.resolve("public.crt"));
        authority.writeKey(certificates.resolve("private.key"));
        MinioServer server = start(folder, Map.of(), "https", "--certs-dir", certificates.toString());
        // What it answers to a request in clear is a refusal.
        server.process.await("http://127.0.0.1:" + server.port(), 0);
        return server;
    }

    private static MinioServer start(Path folder, Map<String, String> environment, String scheme, String... options)
            throws IOException {
        int port = ServerProcess.freePort();
        int consolePort = ServerProcess.freePort();
        List<String> command =
                new ArrayList<>(List.of(ServerProcess.program("minio").toString(), "server", "--quiet"));
        command.addAll(List.of(options));
        command.addAll(List.of("--address", "127.0.0.1:" + port, "--console-address", "127.0.0.1:" + consolePort));
        command.add(folder.resolve("data").toString());
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(Map.of("MINIO_ROOT_USER", USER, "MINIO_ROOT_PASSWORD", PASSWORD));
        return new MinioServer(ServerProcess.start(folder, all, command), port, consolePort, scheme);
    }

    public StoreLocation.S3 console(String bucketAndPrefix) {
        return S3Server.at(consolePort, bucketAndPrefix);
    }

    public String url() {
        return scheme + "://127.0.0.1:" + port();
    }

    public String consoleUrl() {
        return "http://127.0.0.1:" + consolePort;
    }

    /** What an owner of the store has in the environment. */
    public static Map<String, String> environment() {
        return Map.of("AWS_ACCESS_KEY_ID", USER, "AWS_SECRET_ACCESS_KEY", PASSWORD);
    }

    public static StoreCredentials credentials() {
        return OWNER;
    }
}
