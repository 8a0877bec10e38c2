// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.peer;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A real S3Proxy, which serves a folder. */
public final class S3ProxyServer extends OwnedServer {
    private S3ProxyServer(ServerProcess process, int port) {
        super(port, process);
    }

    /** Aborts the test where there is no S3Proxy. */
    public static S3ProxyServer start(Path folder) throws IOException, InterruptedException {
        Path jars = ServerProcess.tools().resolve("s3proxy/lib");
        if (!Files.isDirectory(jars)) {
            abort("no S3Proxy in the cache: run script/bootstrap --test");
        }
        int port = ServerProcess.freePort();
        Path data = Files.createDirectories(folder.resolve("data"));
        // Headers that it does not know, such as checksums, it would refuse.
        Path settings = Files.writeString(folder.resolve("s3proxy.conf"), """
                s3proxy.endpoint=http://127.0.0.1:%d
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                s3proxy.ignore-unknown-headers=true
                jclouds.provider=filesystem-nio2
                jclouds.filesystem.basedir=%s
                """.formatted(port, USER, PASSWORD, data));
        // Else it would log every step of every request.
        Path log = Files.writeString(folder.resolve("log.xml"), "<configuration><root level='WARN'/></configuration>");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dlogback.configurationFile=" + log,
                "-cp",
                jars + "/*",
                "org.gaul.s3proxy.Main",
                "--properties",
                settings.toString());
        ServerProcess process = ServerProcess.start(folder, Map.of(), command);
        process.await("http://127.0.0.1:" + port + "/", 0);
        return new S3ProxyServer(process, port);
    }
}
