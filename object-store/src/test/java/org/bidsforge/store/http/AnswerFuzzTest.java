// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Whatever a server says, there is an answer or an {@link IOException}, soon and within bounds. */
class AnswerFuzzTest {
    private static final int CASES = 3000;
    private static final String[] SEEDS = {
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nETag: \"a\"\r\n\r\nhello",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        "HTTP/1.0 206 Partial\r\nContent-Range: bytes 0-4/5\r\nConnection: close\r\n\r\nhello"
    };

    @Test
    void answersOrFailsWhateverTheServerSays() throws Exception {
        Random random = new Random(20);
        byte[][] said = new byte[1][];
        try (ScriptedServer server = new ScriptedServer((side, connection) -> {
            while (!side.hear().isEmpty()) {
                side.say(new String(said[0], ISO_8859_1));
                return;
            }
        })) {
            Client client = new Client(server.uri(), Optional.empty(), Optional.empty());
            int answered = 0;
            for (int i = 0; i < CASES; i++) {
                said[0] = mutated(SEEDS[random.nextInt(SEEDS.length)], random);
                String shown = new String(said[0], ISO_8859_1);
                answered += Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> ask(client), shown);
            }
            assertThat(answered).isBetween(CASES / 10, CASES);
        }
    }

    private static int ask(Client client) {
        try (Answer answer = client.send("GET", "/", new TreeMap<>(), null)) {
            assertThat(answer.status()).isBetween(200, 999);
            assertThat(answer.text().length()).isLessThan(1 << 16);
            return 1;
        } catch (IOException expected) {
            return 0;
        }
    }

    private static byte[] mutated(String seed, Random random) {
        byte[] bytes = seed.getBytes(ISO_8859_1);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                case 2 -> bytes[at] = "0123456789abcf-:;\r\n ".getBytes(ISO_8859_1)[random.nextInt(20)];
                default -> {
                    byte[] more = Arrays.copyOf(bytes, bytes.length + bytes.length - at);
                    System.arraycopy(bytes, at, more, bytes.length, bytes.length - at);
                    bytes = Arrays.copyOf(more, Math.min(more.length, 1 << 16));
                }
            }
        }
        return bytes;
    }
}
