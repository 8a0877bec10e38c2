// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * Free ports of the loopback, the same in every run of a home folder while they are free: clones, hooks and links of
 * the last run stay good.
 */
final class Ports {
    private static final List<String> VARIABLES =
            List.of("BIDSFORGE_FORGE_PORT", "BIDSFORGE_SERVICE_PORT", "BIDSFORGE_DICOM_PORT");

    private Ports() {}

    /** Port by environment variable. */
    static Map<String, String> in(Path file) throws IOException {
        Properties kept = new Properties();
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                kept.load(in);
            }
        }
        Map<String, String> ports = new LinkedHashMap<>();
        Set<Integer> taken = new HashSet<>();
        for (String variable : VARIABLES) {
            int port = free(Integer.parseInt(kept.getProperty(variable, "0")), taken);
            taken.add(port);
            ports.put(variable, String.valueOf(port));
        }
        kept.putAll(ports);
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
            kept.store(out, "Ports of the demo");
        }
        return ports;
    }

    private static int free(int wished, Set<Integer> taken) throws IOException {
        if (wished != 0) {
            try (ServerSocket socket = new ServerSocket(wished, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Somebody else has it now; any other will do.
            }
        }
        int port = 0;
        while (port == 0 || taken.contains(port)) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = socket.getLocalPort();
            }
        }
        return port;
    }
}
