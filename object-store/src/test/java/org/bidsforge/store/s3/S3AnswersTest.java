// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.bidsforge.store.ObjectContent;
import org.bidsforge.store.ObjectStore;
import org.bidsforge.store.Retries;
import org.bidsforge.store.RetryingObjectStore;
import org.bidsforge.store.StoreException;
import org.bidsforge.store.StoreException.Kind;
import org.bidsforge.store.peer.MinioServer;
import org.bidsforge.store.peer.S3Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How answers of servers and of things that only stand in front of them are understood. */
class S3AnswersTest {
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;
    private ObjectStore store;

    /** What the server says, from the request with that number on. */
    private record Answer(int fromRequest, int status, boolean s3, String body) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.start();
        store = new S3ObjectStore(S3Server.at(server.getAddress().getPort(), "bucket"), MinioServer.credentials());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(Answer... answers) {
        server.createContext("/", exchange -> {
            int number = requests.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            Answer answer = answers[0];
            for (Answer later : answers) {
                answer = later.fromRequest() <= number ? later : answer;
            }
            if (answer.s3()) {
                exchange.getResponseHeaders().add("x-amz-request-id", "1");
                exchange.getResponseHeaders().add("ETag", "\"5d41402abc4b2a76b9719d911017c592\"");
            }
            exchange.getResponseHeaders()
                    .add("Content-Type", answer.body().startsWith("<Error>") ? "application/xml" : "text/html");
            byte[] body = answer.body().getBytes(UTF_8);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), head || body.length == 0 ? -1 : body.length);
            if (!head && body.length > 0) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "404, NoSuchKey, MISSING",
        "404, NoSuchBucket, PERMANENT",
        "403, AccessDenied, DENIED",
        "403, RequestTimeTooSkewed, PERMANENT",
        "400, ExpiredToken, DENIED",
        "400, RequestTimeout, TRANSIENT",
        "409, OperationAborted, PERMANENT",
        "500, InternalError, TRANSIENT",
        "503, SlowDown, TRANSIENT",
        "503, '', TRANSIENT",
        "301, PermanentRedirect, PERMANENT",
        "307, TemporaryRedirect, PERMANENT"
    })
    void tellsTheKindOfAnError(int status, String code, Kind kind) {
        answer(new Answer(1, status, true, "<Error><Code>" + code + "</Code><Message>why</Message></Error>"));

        StoreException e = catchThrowableOfType(StoreException.class, () -> store.read("object", 0));

        assertThat(e.kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"403, DENIED", "503, TRANSIENT", "400, PERMANENT"})
    void neverSaysAbsentForAnErrorWithoutText(int status, Kind kind) {
        answer(new Answer(1, status, true, ""));

        StoreException e = catchThrowableOfType(StoreException.class, () -> store.find("object"));

        assertThat(e.kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"200, PERMANENT", "404, PERMANENT", "302, PERMANENT", "502, TRANSIENT"})
    void believesNoPageOfAnotherProgram(int status, Kind kind) {
        answer(new Answer(1, status, false, "<html>Hello</html>"));

        assertThat(catchThrowableOfType(StoreException.class, () -> store.find("object"))
                        .kind())
                .isEqualTo(kind);
        assertThat(catchThrowableOfType(
                                StoreException.class, () -> store.put("object", ObjectContent.ofBytes(new byte[1])))
                        .kind())
                .isEqualTo(kind);
        assertThat(catchThrowableOfType(StoreException.class, () -> store.delete("object"))
                        .kind())
                .isEqualTo(kind);
    }

    @Test
    void readsOnlyTheBeginningOfAnEndlessError() {
        answer(new Answer(1, 400, true, "<Error><Code>Odd</Code>" + "x".repeat(5_000_000)));

        StoreException e = catchThrowableOfType(StoreException.class, () -> store.read("object", 0));

        assertThat(e).hasMessage("cannot read object: Odd: status 400");
    }

    @Test
    void triesAgainWhatMayPass() throws IOException {
        answer(new Answer(1, 503, true, ""), new Answer(3, 200, true, ""));
        ObjectStore retrying = new RetryingObjectStore(store, new Retries(4, Duration.ofMillis(1)));

        retrying.put("object", ObjectContent.ofBytes(new byte[1]));

        assertThat(requests).hasValue(3);
    }

    @Test
    void givesUpInTheEnd() {
        answer(new Answer(1, 503, true, ""));
        ObjectStore retrying = new RetryingObjectStore(store, new Retries(4, Duration.ofMillis(1)));

        assertThat(catchThrowableOfType(StoreException.class, () -> retrying.delete("object")))
                .isNotNull();
        assertThat(requests).hasValue(4);
    }

    @Test
    void doesNotRepeatWhatIsForbidden() {
        answer(new Answer(1, 403, true, "<Error><Code>AccessDenied</Code></Error>"));
        ObjectStore retrying = new RetryingObjectStore(store, new Retries(4, Duration.ofMillis(1)));

        assertThat(catchThrowableOfType(StoreException.class, () -> retrying.find("object"))
                        .kind())
                .isEqualTo(Kind.DENIED);
        assertThat(requests).hasValue(1);
    }
}
