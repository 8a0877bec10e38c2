// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Goes the ways of the commands that start most often, with a synthetic session, so that a Java that was told to
 * can archive the classes that this takes ({@code -XX:ArchiveClassesAtExit}). Nothing of JGit is among them: Java does not
 * archive classes of signed jars, and Java 17 does not survive being asked to.
 */
final class Rehearsal {
    private Rehearsal() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("bidsforge-rehearsal-");
        try {
            String dicom = folder.resolve("dicom").toString();
            play("phantom", dicom);
            play("ls", dicom);
            play("convert", dicom, "--bids", folder.resolve("bids").toString());
            ask();
        } finally {
            delete(folder);
        }
    }

    private static void play(String... arguments) {
        // A tool that is missing here only makes the archive smaller.
        int exit = Bidsforge.commandLine(arguments).execute(arguments);
        if (exit != 0) {
            System.err.println("rehearsed " + arguments[0] + " with exit code " + exit);
        }
    }

    private static void ask() throws IOException, InterruptedException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
            HttpClient.newHttpClient().send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
        } finally {
            server.stop(0);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
