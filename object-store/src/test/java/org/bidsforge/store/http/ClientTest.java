// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientTest {
    private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

    private static Client client(ScriptedServer server) {
        return new Client(server.uri(), Optional.empty(), Optional.empty());
    }

    private static Answer send(Client client, String method, @Nullable Payload payload) throws IOException {
        return client.send(method, "/bucket/object?x=1", new TreeMap<>(Map.of("x-amz-date", "now")), payload);
    }

    private static String get(Client client) throws IOException {
        try (Answer answer = send(client, "GET", null)) {
            return answer.text();
        }
    }

    private record Zeros(long length) implements Payload {
        @Override
        public void writeTo(OutputStream out) throws IOException {
            byte[] block = new byte[1 << 16];
            for (long left = length; left > 0; left -= block.length) {
                out.write(block, 0, (int) Math.min(left, block.length));
            }
        }
    }

    @Test
    void sendsWhatItIsTold() throws Exception {
        try (ScriptedServer server = ScriptedServer.saying(HELLO)) {
            send(client(server), "GET", null).close();

            assertThat(server.heads().get(0))
                    .startsWith("GET /bucket/object?x=1 HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n")
                    .contains("\r\nx-amz-date: now\r\n")
                    .doesNotContain("Content-Length");
        }
    }

    @Test
    void keepsConnections() throws Exception {
        try (ScriptedServer server = new ScriptedServer((side, connection) -> {
            while (!side.hear().isEmpty()) {
                side.say(HELLO);
            }
        })) {
            Client client = client(server);

            assertThat(get(client) + get(client) + get(client)).isEqualTo("hellohellohello");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    /** Many exchanges by an ordinary client: a time to compare with, whatever the machine is busy with. */
    private static long ordinaryNanos(ScriptedServer server, int times) throws IOException {
        long start = System.nanoTime();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            for (int time = 0; time < times; time++) {
                socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(ISO_8859_1));
                socket.getInputStream().readNBytes(HELLO.length());
            }
        }
        return System.nanoTime() - start;
    }

    /** Linux acknowledges up to 40 ms late, and a server that waits for it before it says the rest is late with it. */
    @Test
    void keepsNobodyWaitingForAnAcknowledgement() throws Exception {
        int times = 60;
        try (ScriptedServer server = new ScriptedServer((side, connection) -> {
            while (!side.hear().isEmpty()) {
                side.say(HELLO.substring(0, HELLO.length() - 5));
                side.say("hello");
            }
        })) {
            Client client = client(server);
            long start = System.nanoTime();
            for (int time = 0; time < times; time++) {
                assertThat(get(client)).isEqualTo("hello");
            }
            long ours = System.nanoTime() - start;

            assertThat(ours).isLessThan(ordinaryNanos(server, times) / 2);
        }
    }

    @Test
    void asksAgainWhenAKeptConnectionWasClosed() throws Exception {
        try (ScriptedServer server = ScriptedServer.saying(HELLO)) {
            Client client = client(server);

            assertThat(get(client) + get(client)).isEqualTo("hellohello");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void asksOnceWhenANewConnectionIsClosed() throws Exception {
        try (ScriptedServer server = new ScriptedServer((side, connection) -> side.hear())) {
            assertThatThrownBy(() -> get(client(server)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("without an answer");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: chunked\r\n\r\n3;a=b\r\nhel\r\n2\r\nlo\r\n0\r\nTrailer: x\r\n\r\n",
                "\r\nhello",
                "Connection: close\r\n\r\nhello",
                "content-LENGTH:5\r\n\r\nhello",
                "Content-Length: 5\nX: y\n\nhello"
            })
    void readsEachFraming(String rest) throws Exception {
        try (ScriptedServer server = ScriptedServer.saying("HTTP/1.1 200 OK\r\n" + rest)) {
            assertThat(get(client(server))).isEqualTo("hello");
        }
    }

    @Test
    void expectsNoContentWhereThereIsNone() throws Exception {
        try (ScriptedServer server = new ScriptedServer((side, connection) -> {
            while (!side.hear().isEmpty()) {
                side.say("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\nETag: \"a\"\r\n\r\n");
            }
        })) {
            Client client = client(server);
            send(client, "HEAD", null).close();
            try (Answer answer = send(client, "HEAD", null)) {
                assertThat(answer.header("etag")).contains("\"a\"");
                assertThat(answer.content().read()).isNegative();
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 9\r\n\r\nhello",
                "Transfer-Encoding: chunked\r\n\r\n9\r\nhello",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"
            })
    void saysThatContentIsCutShort(String rest) throws Exception {
        try (ScriptedServer server = ScriptedServer.saying("HTTP/1.1 200 OK\r\n" + rest)) {
            assertThatThrownBy(() -> get(client(server))).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void waitsForLeaveToSendMuch() throws Exception {
        try (ScriptedServer server = new ScriptedServer((side, connection) -> {
            assertThat(side.hear()).contains("Expect: 100-continue");
            side.say("HTTP/1.1 100 Continue\r\n\r\n");
            side.hear(3 << 20);
            side.say(HELLO);
        })) {
            try (Answer answer = send(client(server), "PUT", new Zeros(3 << 20))) {
                assertThat(answer.text()).isEqualTo("hello");
            }
        }
    }

    @Test
    void sendsNothingToWhoRefusesBefore() throws Exception {
        try (ScriptedServer server = new ScriptedServer((side, connection) -> {
            side.hear();
            side.say("HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\n\r\n");
            assertThat(side.hear(1)).isEmpty();
        })) {
            Client client = client(server);
            Payload never = new Payload() {
                @Override
                public long length() {
                    return 3 << 20;
                }

                @Override
                public void writeTo(OutputStream out) {
                    throw new AssertionError("nobody wants this");
                }
            };
            try (Answer answer = send(client, "PUT", never)) {
                assertThat(answer.status()).isEqualTo(503);
            }
        }
    }

    @Test
    void sendsAllTheSameToWhoDoesNotKnowTheQuestion() throws Exception {
        try (ScriptedServer server = new ScriptedServer((side, connection) -> {
            side.hear();
            side.hear(1 << 20);
            side.say("HTTP/1.1 100 Continue\r\n\r\n" + HELLO);
        })) {
            try (Answer answer = send(client(server), "PUT", new Zeros(1 << 20))) {
                assertThat(answer.text()).isEqualTo("hello");
            }
        }
    }

    @Test
    void passesOnTheFailureOfAPayloadAsItIs() throws Exception {
        try (ScriptedServer server = new ScriptedServer((side, connection) -> {
            side.hear();
            side.hear(1 << 20);
        })) {
            Payload failing = new Payload() {
                @Override
                public long length() {
                    return 1000;
                }

                @Override
                public void writeTo(OutputStream out) throws IOException {
                    throw new IOException("the disk is broken");
                }
            };
            assertThatThrownBy(() -> send(client(server), "PUT", failing)).hasMessage("the disk is broken");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH\r\n\r\n",
                "HTTP/2 200\r\n\r\n",
                "HTTP/1.1 2x0 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nnameless\r\n\r\n",
                "HTTP/1.1 200 OK\r\nA: b\r\n folded\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloo\r\n0\r\n\r\n",
                "HTTP/1.1 101 Switching\r\n\r\n"
            })
    void refusesWhatIsNotHttp(String answer) throws Exception {
        try (ScriptedServer server = ScriptedServer.saying(answer)) {
            assertThatThrownBy(() -> get(client(server))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void readsNoHeadWithoutEnd() throws Exception {
        String line = "X: " + "y".repeat(1000) + "\r\n";
        for (String answer : new String[] {"x".repeat(200_000), "HTTP/1.1 200 OK\r\n" + line.repeat(100)}) {
            try (ScriptedServer server = ScriptedServer.saying(answer)) {
                assertThatThrownBy(() -> get(client(server))).hasMessageContaining("too long");
            }
        }
        try (ScriptedServer server = ScriptedServer.saying("HTTP/1.1 100 Continue\r\n\r\n".repeat(1000))) {
            assertThatThrownBy(() -> get(client(server))).hasMessageContaining("no final answer");
        }
    }

    @Test
    void trustsNoConnectionThatSaysMoreThanWasAsked() throws Exception {
        try (ScriptedServer server = new ScriptedServer((side, connection) -> {
            while (!side.hear().isEmpty()) {
                side.say(HELLO + "HTTP/1.1 200 OK\r\n\r\nsmuggled");
            }
        })) {
            Client client = client(server);

            assertThat(get(client) + get(client)).isEqualTo("hellohello");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void sendsNoHeaderOfTwoLines() throws Exception {
        try (ScriptedServer server = ScriptedServer.saying(HELLO)) {
            assertThatThrownBy(() -> client(server)
                            .send("GET", "/", new TreeMap<>(Map.of("x-amz-meta-a", "b\r\nx-amz-acl: public")), null))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void tellsAProxyWhereTo() throws Exception {
        try (ScriptedServer proxy = ScriptedServer.saying(HELLO)) {
            Client client =
                    new Client(URI.create("http://store.example:9000"), Optional.of(proxy.uri()), Optional.empty());

            assertThat(get(client)).isEqualTo("hello");
            assertThat(proxy.heads().get(0))
                    .startsWith("GET http://store.example:9000/bucket/object?x=1 HTTP/1.1\r\nHost: store.example:9000");
        }
    }

    @Test
    void saysWhyAProxyDoesNotConnect() throws Exception {
        try (ScriptedServer proxy = ScriptedServer.saying("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n")) {
            Client client = new Client(URI.create("https://store.example"), Optional.of(proxy.uri()), Optional.empty());

            assertThatThrownBy(() -> get(client)).hasMessageContaining("store.example:443 (status 403)");
            assertThat(proxy.heads().get(0)).startsWith("CONNECT store.example:443 HTTP/1.1\r\n");
        }
    }

    @Test
    void namesTheServerItCannotReach() {
        Client nobody = new Client(URI.create("http://127.0.0.1:1"), Optional.empty(), Optional.empty());
        Client nowhere = new Client(URI.create("http://no-host.invalid"), Optional.empty(), Optional.empty());

        assertThatThrownBy(() -> get(nobody)).hasMessageContaining("cannot connect to 127.0.0.1:1");
        assertThatThrownBy(() -> get(nowhere)).hasMessageContaining("there is no host no-host.invalid");
    }

    @Test
    void sendsBytesOfNamesAsTheyAre() throws Exception {
        try (ScriptedServer server = ScriptedServer.saying(HELLO)) {
            client(server)
                    .send("GET", "/%C3%BC", new TreeMap<>(Map.of("x", "ü")), null)
                    .close();

            assertThat(server.heads().get(0).getBytes(ISO_8859_1)).contains((byte) 0xfc);
        }
    }
}
