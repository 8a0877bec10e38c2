// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong outside: it is said on the board, nothing is lost, and the next session goes its way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BadInputIT {
    private static final String BIDS = "lab/memory-bids";

    private Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private Platform platform;

    @BeforeAll
    void starts(@TempDir Path temporary) throws IOException, InterruptedException {
        folder = temporary;
        platform = Platform.start(folder.resolve("platform"), Map.of());
        platform.bidsforge("study", "create", "lab/memory");
    }

    @AfterAll
    void stops() {
        platform.close();
    }

    private void boardSays(String text) {
        Platform.await("board says: " + text, Duration.ofSeconds(30), () -> {
            String board = platform.get(platform.serviceUrl() + "/").body();
            return board.contains(text) ? Optional.of(board) : Optional.empty();
        });
    }

    @Test
    @Order(1)
    void refusesWhatIsNoDicom() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(platform.dicomPort()))) {
            OutputStream out = socket.getOutputStream();
            out.write("GET / HTTP/1.1\r\nHost: scanner\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            assertThat(socket.getInputStream().readNBytes(100_000).length).isLessThan(1000);
        }
        boardSays("DICOM");
    }

    @Test
    @Order(2)
    void refusesAHookWithAWrongSignature() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(platform.serviceUrl() + "/hook/gitea"))
                .header("X-Gitea-Event", "push")
                .header("X-Gitea-Event-Type", "push")
                .header("X-Gitea-Delivery", "00000000-0000-4000-8000-000000000000")
                .header("X-Gitea-Signature", "0".repeat(64))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(401);
        boardSays("signature");
    }

    @Test
    @Order(3)
    void keepsASessionOfAnUnknownStudyUntilTheStudyExists() throws IOException, InterruptedException {
        Path dicom = folder.resolve("unknown");
        platform.bidsforge("phantom", dicom.toString(), "--seed", "31", "--study-description", "Other^Thing");
        assertThat(platform.send(dicom).exit()).isZero();
        boardSays("other/thing");

        platform.bidsforge("study", "create", "other/thing");

        platform.awaitGreenMergeRequest("other/thing-bids", 1);
    }

    @Test
    @Order(4)
    void keepsAChangedObjectOfTheSameUidAside() throws IOException, InterruptedException {
        Path dicom = folder.resolve("first");
        platform.bidsforge("phantom", dicom.toString(), "--seed", "32");
        assertThat(platform.send(dicom).exit()).isZero();
        platform.awaitGreenMergeRequest(BIDS, 1);
        Path changed = folder.resolve("changed");
        Files.createDirectories(changed);
        Path original = anyObject(dicom);
        Path copy = changed.resolve("object.dcm");
        Files.copy(original, copy);
        platform.shell().run("dcmodify", "-nb", "-i", "(0018,1200)=19990101", copy.toString());

        platform.send(changed);

        boardSays("other content");
        assertThat(platform.forge("/repos/" + BIDS + "/pulls?state=open")).hasSize(1);
    }

    private static Path anyObject(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
        }
    }

    @Test
    @Order(5)
    void goesOnWithTheNextSession() throws IOException, InterruptedException {
        Path dicom = folder.resolve("next");
        platform.bidsforge("phantom", dicom.toString(), "--seed", "33");
        assertThat(platform.send(dicom).exit()).isZero();
        platform.awaitGreenMergeRequest(BIDS, 2);
    }
}
