// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that git-annex would hardly send: every request has its answer, nothing hangs, nothing grows without end. */
@Timeout(300)
class LineFuzzTest {
    private static final List<String> SEEDS = List.of(
            "TRANSFER STORE key a file",
            "TRANSFER RETRIEVE key a file",
            "CHECKPRESENT key",
            "REMOVE key",
            "WHEREIS key",
            "GETCOST",
            "GETAVAILABILITY",
            "GETORDERED",
            "EXPORTSUPPORTED",
            "PREPARE",
            "INITREMOTE",
            "CLAIMURL http://x",
            "CHECKURL http://x",
            "TRANSFEREXPORT STORE key file",
            "CHECKPRESENTEXPORT key",
            "REMOVEEXPORT key",
            "REMOVEEXPORTDIRECTORY a/b",
            "RENAMEEXPORT key other name",
            "UNKNOWN of the future");

    /** Throws what real stores throw, and worse. */
    private static final class Moody extends SimpleRemote {
        private final AtomicInteger calls = new AtomicInteger();

        private void mood() throws IOException {
            switch (calls.incrementAndGet() % 7) {
                case 1 -> throw new IOException("line one\nJ 1 TRANSFER-SUCCESS\r");
                case 2 -> throw new IllegalStateException();
                case 3 -> throw new StackOverflowError();
                case 4 -> Thread.currentThread().interrupt();
                case 5 -> throw new OutOfMemoryError("no room");
                default -> {}
            }
        }

        @Override
        public void store(Annex annex, String key, Path file) throws IOException {
            mood();
        }

        @Override
        public void retrieve(Annex annex, String key, Path file) throws IOException {
            mood();
        }

        @Override
        public void remove(Annex annex, String key) throws IOException {
            mood();
        }

        @Override
        public boolean isPresent(Annex annex, String key) throws IOException {
            mood();
            return true;
        }
    }

    private static String mutated(Random random) {
        StringBuilder line = new StringBuilder(SEEDS.get(random.nextInt(SEEDS.size())));
        for (int change = random.nextInt(4); change > 0 && line.length() > 0; change--) {
            int at = random.nextInt(line.length());
            switch (random.nextInt(5)) {
                case 0 -> line.deleteCharAt(at);
                case 1 -> line.insert(at, ' ');
                case 2 -> line.setCharAt(at, (char) random.nextInt(256));
                case 3 -> line.insert(at, "x".repeat(random.nextInt(5000)));
                default -> line.setLength(at);
            }
        }
        return line.toString().replace('\n', ' ');
    }

    /** Lines that are no requests: they have no answer. */
    private static boolean isSilent(String line) {
        String command = line.split(" ", 2)[0];
        return List.of("VALUE", "CREDS", "EXPORT", "ERROR", "EXTENSIONS", "LISTCONFIGS", "GETINFO")
                .contains(command);
    }

    private static void fuzz(long seed, int count) throws Exception {
        Random random = new Random(seed);
        try (GitAnnexSide git = new GitAnnexSide()) {
            git.serve(new Moody());
            for (int i = 0; i < count; i++) {
                String line = mutated(random);
                if (isSilent(line)) {
                    continue;
                }
                git.send(line);
                String answer = git.receive();
                assertThat(answer).as(line).isNotNull().doesNotContain("\r");
                String command = line.split(" ", 2)[0];
                if (List.of("CHECKPRESENT", "REMOVE").contains(command)) {
                    assertThat(answer).as(line).matches("(?s)(" + command + "-(SUCCESS|FAILURE|UNKNOWN) .*)");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void answersEveryLine(long seed) throws Exception {
        fuzz(seed, 1500);
    }

    @Test
    @Tag("long")
    void answersAMillionLines() throws Exception {
        fuzz(System.nanoTime(), 1_000_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void endsWithNoiseWhateverItIs(long seed) throws Exception {
        byte[] noise = new byte[200_000];
        new Random(seed).nextBytes(noise);
        CountDownLatch ended = new CountDownLatch(1);
        Thread remote = new Thread(() -> {
            try {
                new Protocol(new ByteArrayInputStream(noise), new ByteArrayOutputStream(), new Moody()).run();
            } catch (IOException expected) {
                // An unreadable dialogue is given up.
            }
            ended.countDown();
        });
        remote.setDaemon(true);
        remote.start();

        assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void givesUpALineWithoutEnd() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };

        assertThat(catchThrowable(() -> new Protocol(endless, new ByteArrayOutputStream(), new SimpleRemote()).run()))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void givesUpAFloodOfRequestsAndOfJobs() {
        StringBuilder flood = new StringBuilder("EXTENSIONS ASYNC\n");
        for (int job = 0; job < 5000; job++) {
            flood.append("J ").append(job).append(" VALUE x\n");
        }
        byte[] bytes = flood.toString().getBytes(ISO_8859_1);

        assertThat(catchThrowable(() -> new Protocol(
                                new ByteArrayInputStream(bytes), new ByteArrayOutputStream(), new SimpleRemote())
                        .run()))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("jobs");
    }
}
