// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A real versitygw, which serves a folder. */
public final class VersityServer extends OwnedServer {
    private VersityServer(ServerProcess process, int port) {
        super(port, process);
    }

    /** Aborts the test where there is no versitygw. */
    public static VersityServer start(Path folder) throws IOException, InterruptedException {
        String program = ServerProcess.program("versitygw").toString();
        int port = ServerProcess.freePort();
        Path data = Files.createDirectories(folder.resolve("data"));
        // Attributes go to a folder of their own, because temporary file systems often have none.
        Path attributes = Files.createDirectories(folder.resolve("attributes"));
        List<String> command = List.of(
                program,
                "--port",
                "127.0.0.1:" + port,
                "--quiet",
                "--health",
                "/health",
                "posix",
                "--sidecar",
                attributes.toString(),
                data.toString());
        Map<String, String> root = Map.of("ROOT_ACCESS_KEY", USER, "ROOT_SECRET_KEY", PASSWORD);
        ServerProcess process = ServerProcess.start(folder, root, command);
        process.await("http://127.0.0.1:" + port + "/health", 200);
        return new VersityServer(process, port);
    }
}
