// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.bidsforge.annexremote.protocol.Protocol;
import org.bidsforge.annexremote.remote.StoreRemote;
import org.bidsforge.store.Digests;

/**
 * Plays the way of a small and a large file to a store, and back, in one process with both sides, so that a Java that was
 * told to can archive the classes that this takes ({@code -XX:ArchiveClassesAtExit}). Started with that archive the program
 * is ready in half the time.
 */
final class Rehearsal {
    private static final String KEY = "MD5E-s5--5d41402abc4b2a76b9719d911017c592.txt";
    private static final byte[] CONTENT = "hello".getBytes(ISO_8859_1);
    /** To the beginning of an upload, its end and a listing alike. */
    private static final String ANSWER =
            "<CompleteMultipartUploadResult><UploadId>1</UploadId></CompleteMultipartUploadResult>";
    /** Zeros, enough to go in parts. */
    private static final int LARGE = 17 << 20;

    private final int port;
    private final Path folder;
    private final OutputStream requests;
    private final Deque<String> script;

    private Rehearsal(int port, Path folder, OutputStream requests) throws IOException {
        this.port = port;
        this.folder = folder;
        this.requests = requests;
        String file = folder.resolve("file").toString();
        String large = folder.resolve("large").toString();
        try (RandomAccessFile zeros = new RandomAccessFile(large, "rw")) {
            zeros.setLength(LARGE);
        }
        this.script = new ArrayDeque<>(List.of(
                "J 1 PREPARE",
                "J 1 TRANSFER STORE " + KEY + " " + file,
                "J 1 CHECKPRESENT " + KEY,
                "J 1 TRANSFER RETRIEVE " + KEY + " " + file + ".back",
                "J 1 REMOVE " + KEY,
                "J 1 TRANSFER STORE MD5E-s" + LARGE + "--" + md5OfZeros() + ".nii " + large));
    }

    private static String md5OfZeros() {
        MessageDigest digest = Digests.md5();
        digest.update(new byte[LARGE]);
        return Digests.hex(digest.digest());
    }

    public static void main(String[] args) throws IOException {
        // The program itself cannot be played here, but its class is to be had, too.
        Class<?> program = GitAnnexRemoteMinio.class;
        if (program.desiredAssertionStatus()) {
            System.err.println("rehearsing " + program.getName());
        }
        Path folder = Files.createTempDirectory("rehearsal");
        Files.write(folder.resolve("file"), CONTENT);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", Rehearsal::answer);
        server.start();
        try (PipedOutputStream requests = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(requests, 1 << 16);
                PipedOutputStream out = new PipedOutputStream();
                PipedInputStream replies = new PipedInputStream(out, 1 << 16)) {
            Thread remote = new Thread(() -> serve(in, out), "remote");
            remote.setDaemon(true);
            remote.start();
            Rehearsal rehearsal = new Rehearsal(server.getAddress().getPort(), folder, requests);
            rehearsal.play(new BufferedReader(new InputStreamReader(replies, ISO_8859_1)));
        } finally {
            server.stop(0);
            Files.deleteIfExists(folder.resolve("file"));
            Files.deleteIfExists(folder.resolve("file.back"));
            Files.deleteIfExists(folder.resolve("large"));
            Files.deleteIfExists(folder);
        }
    }

    private static void serve(PipedInputStream in, OutputStream out) {
        try {
            new Protocol(in, out, new StoreRemote(System.getenv())).run();
        } catch (IOException ended) {
            // The rehearsal is over.
        }
    }

    private void play(BufferedReader replies) throws IOException {
        say("EXTENSIONS INFO ASYNC GETGITREMOTENAME UNAVAILABLERESPONSE");
        for (String line = replies.readLine(); line != null; line = replies.readLine()) {
            String message = line.startsWith("J 1 ") ? line.substring(4) : line;
            if (message.contains("-FAILURE")) {
                throw new IOException("the rehearsal failed: " + message);
            }
            if (message.startsWith("GET")) {
                say("J 1 " + reply(message));
            } else if (message.contains("-SUCCESS") || message.startsWith("EXTENSIONS")) {
                String next = script.poll();
                if (next == null) {
                    return;
                }
                say(next);
            }
        }
    }

    private String reply(String question) {
        return switch (question) {
            case "GETCREDS minio" -> "CREDS rehearsal rehearsal";
            case "GETCONFIG url" -> "VALUE http://127.0.0.1:" + port;
            case "GETCONFIG bucket" -> "VALUE rehearsal";
            case "GETGITDIR" -> "VALUE " + folder;
            default -> question.startsWith("GETCREDS") ? "CREDS  " : "VALUE ";
        };
    }

    private void say(String line) throws IOException {
        requests.write((line + "\n").getBytes(ISO_8859_1));
        requests.flush();
    }

    /** As much of S3 as two objects need. */
    private static void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        exchange.getResponseHeaders().add("x-amz-request-id", "1");
        exchange.getResponseHeaders().add("ETag", "\"5d41402abc4b2a76b9719d911017c592\"");
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        if (exchange.getRequestMethod().equals("POST") || query.startsWith("prefix=") || query.contains("uploads")) {
            exchange.getResponseHeaders().add("x-amz-checksum-algorithm", "CRC32C");
            byte[] text = ANSWER.getBytes(ISO_8859_1);
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
            return;
        }
        switch (exchange.getRequestMethod()) {
            case "GET" -> {
                exchange.getResponseHeaders().add("Content-Range", "bytes 0-4/5");
                exchange.sendResponseHeaders(206, CONTENT.length);
                exchange.getResponseBody().write(CONTENT);
            }
            case "HEAD" -> {
                exchange.getResponseHeaders().add("Content-Length", "5");
                exchange.sendResponseHeaders(200, -1);
            }
            case "DELETE" -> exchange.sendResponseHeaders(204, -1);
            default -> exchange.sendResponseHeaders(200, -1);
        }
        exchange.close();
    }
}
