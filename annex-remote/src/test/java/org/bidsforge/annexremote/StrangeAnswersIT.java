// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bidsforge.annexremote.remote.StoreRemote;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever answers where the store should be: nothing is called present, absent, stored or removed that may not be. */
class StrangeAnswersIT {
    private static final String KEY = "WORM-s20-m1--file";
    private static final String PAGE = "<!DOCTYPE html><html><body>Log in</body></html>";

    @TempDir
    private Path folder;

    private final HttpServer server = create();
    private Said said = new Said("", 200, false, "");

    /**
     * What a server says to everything.
     *
     * @param s3 whether it says so as S3 does
     */
    private record Said(String what, int status, boolean s3, String text) {
        static Said error(int status, String code) {
            return new Said(
                    code, status, true, "<Error><Code>" + code + "</Code><Message>" + code + "</Message></Error>");
        }

        @Override
        public String toString() {
            return status + " " + what;
        }
    }

    private static HttpServer create() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("config"), "");
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        if (said.s3()) {
            exchange.getResponseHeaders().add("x-amz-request-id", "1");
            exchange.getResponseHeaders().add("Content-Type", "application/xml");
        } else {
            exchange.getResponseHeaders().add("Content-Type", "text/html");
        }
        if (said.status() / 100 == 3) {
            exchange.getResponseHeaders().add("Location", "https://example.org/");
        }
        byte[] text = said.text().getBytes(UTF_8);
        boolean empty = exchange.getRequestMethod().equals("HEAD") || text.length == 0;
        exchange.sendResponseHeaders(said.status(), empty ? -1 : text.length);
        if (!empty) {
            exchange.getResponseBody().write(text);
        }
        exchange.close();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Conversation open() throws IOException {
        StoreRemote remote = new StoreRemote(Map.of("HOME", folder.toString()));
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        Conversation git = new Conversation(remote, folder, Map.of("url", url, "bucket", "bucket"), true);
        git.login("user", "password");
        return git;
    }

    private static List<Said> answers() {
        return List.of(
                new Said("page of a console", 200, false, PAGE),
                new Said("nothing", 200, false, ""),
                new Said("good answer without an ETag", 200, true, ""),
                new Said("answer without content", 204, false, ""),
                new Said("another address", 301, true, PAGE),
                new Said("page to log in", 302, false, PAGE),
                new Said("another address for now", 307, true, PAGE),
                new Said("bad request", 400, true, ""),
                new Said("page of a proxy that wants a login", 401, false, PAGE),
                Said.error(403, "AccessDenied"),
                Said.error(403, "SignatureDoesNotMatch"),
                Said.error(403, "InvalidAccessKeyId"),
                Said.error(400, "ExpiredToken"),
                new Said("page of a firewall", 403, false, PAGE),
                new Said("page of a web server", 404, false, PAGE),
                Said.error(404, "NoSuchBucket"),
                Said.error(405, "MethodNotAllowed"),
                new Said("proxy", 407, false, PAGE),
                Said.error(409, "OperationAborted"),
                Said.error(413, "EntityTooLarge"),
                Said.error(501, "NotImplemented"),
                Said.error(507, "XMinioStorageFull"),
                new Said("unknown status", 799, true, ""));
    }

    /** There is nothing in the answer to a removal that could be missing. */
    private static boolean isGood(Said answer, String request) {
        return answer.s3() && answer.status() == 200 && request.startsWith("REMOVE ");
    }

    static Stream<Arguments> questions() {
        List<List<String>> requests = List.of(
                List.of("PREPARE", "CHECKPRESENT " + KEY, "CHECKPRESENT-UNKNOWN " + KEY + " "),
                List.of("EXPORT name", "CHECKPRESENTEXPORT " + KEY, "CHECKPRESENT-UNKNOWN " + KEY + " "),
                List.of("PREPARE", "TRANSFER STORE " + KEY + " FILE", "TRANSFER-FAILURE STORE " + KEY + " "),
                List.of("PREPARE", "TRANSFER RETRIEVE " + KEY + " BACK", "TRANSFER-FAILURE RETRIEVE " + KEY + " "),
                List.of("PREPARE", "REMOVE " + KEY, "REMOVE-FAILURE " + KEY + " "),
                List.of("EXPORT name", "RENAMEEXPORT " + KEY + " other", "RENAMEEXPORT-FAILURE " + KEY));
        return answers().stream()
                .flatMap(answer -> requests.stream()
                        .filter(request -> !isGood(answer, request.get(1)))
                        .map(request -> Arguments.of(answer, request.get(1), request.get(2), request.get(0))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("questions")
    void claimsNothing(Said answer, String request, String expected, String before) throws IOException {
        said = answer;
        Path file = Files.write(folder.resolve("file"), SpecialRemoteContract.noise(20));
        Path back = folder.resolve("back");
        try (Conversation git = open()) {
            git.ask("PREPARE");
            if (before.startsWith("EXPORT")) {
                git.ask(before);
            }

            String told = git.ask(request.replace("FILE", file.toString()).replace("BACK", back.toString()));

            assertThat(told).startsWith(expected);
            assertThat(Files.exists(back) ? Files.size(back) : 0).isZero();
        }
    }

    static Stream<Said> refusals() {
        return answers().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void makesNoRemoteOfIt(Said answer) throws IOException {
        said = answer;
        try (Conversation git = open()) {
            assertThat(git.ask("INITREMOTE")).startsWith("INITREMOTE-FAILURE ");
        }
    }

    /** The waits between its attempts make these slow, so each is asked one thing only. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "500, CHECKPRESENT, CHECKPRESENT-UNKNOWN",
        "502, TRANSFER STORE, TRANSFER-FAILURE STORE",
        "503, TRANSFER RETRIEVE, TRANSFER-FAILURE RETRIEVE",
        "504, REMOVE, REMOVE-FAILURE",
        "408, TRANSFER STORE, TRANSFER-FAILURE STORE",
        "429, CHECKPRESENT, CHECKPRESENT-UNKNOWN"
    })
    void claimsNothingEitherWhenAskingAgainDoesNotHelp(int status, String request, String expected) throws IOException {
        said = new Said("trouble", status, true, "");
        Path file = folder.resolve("file");
        if (request.endsWith("STORE")) {
            Files.write(file, SpecialRemoteContract.noise(20));
        }
        try (Conversation git = open()) {
            git.ask("PREPARE");

            assertThat(git.ask(request + " " + KEY + (request.startsWith("TRANSFER") ? " " + file : "")))
                    .startsWith(expected + " " + KEY + " ");
        }
    }
}
