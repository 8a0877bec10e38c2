// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bidsforge.annexremote.remote.StoreRemote;
import org.bidsforge.store.Bucket;
import org.bidsforge.store.S3Options;
import org.bidsforge.store.StoreException;
import org.bidsforge.store.peer.HaltingGateway;
import org.bidsforge.store.peer.HaltingGateway.Point;
import org.bidsforge.store.peer.MinioServer;
import org.bidsforge.store.peer.RunningMinio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The program is killed (SIGKILL) at a certain point of a certain request to a real MinIO, and another one goes on. */
class KilledProgramIT {
    private static final int LARGE = (80 << 20) + 12_345;
    private static final int SMALL = 100_000;
    private static final String KEY = "/WORM[^/?]*";

    @RegisterExtension
    private static final RunningMinio MINIO = new RunningMinio();

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();
    private final String bucket = RunningMinio.newBucket();
    private MinioServer minio;

    @BeforeEach
    void makeBucket() throws StoreException {
        minio = MINIO.server();
        minio.location(bucket).create(minio.owner(), S3Options.standard());
    }

    @AfterEach
    void stop() {
        started.forEach(Process::destroyForcibly);
    }

    private Map<String, String> settings(int port) {
        return Map.of("url", "http://127.0.0.1:" + port, "bucket", bucket);
    }

    private Conversation prepared(Conversation conversation) throws IOException {
        conversation.login(minio.owner().accessKey(), minio.owner().secretKey().value());
        assertThat(conversation.ask("PREPARE")).isEqualTo("PREPARE-SUCCESS");
        return conversation;
    }

    /** A remote that nothing happens to. */
    private Conversation open(int port) throws IOException {
        Files.writeString(folder.resolve("config"), "");
        StoreRemote remote = new StoreRemote(Map.of("HOME", folder.toString()));
        return prepared(new Conversation(remote, folder, settings(port), true));
    }

    private Process program() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(
                java, "-XX:TieredStopAtLevel=1", "-cp", GitAnnex.classPath(), GitAnnexRemoteMinio.class.getName());
        builder.environment().clear();
        builder.environment().put("HOME", folder.toString());
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        started.add(process);
        return process;
    }

    /** Has the program do this, and kills it when it comes to that request. */
    private void killAt(Pattern request, Point point, String... requests) throws Exception {
        Files.writeString(folder.resolve("config"), "");
        try (HaltingGateway gateway = new HaltingGateway(minio.port(), request, point)) {
            Process program = program();
            Conversation git = prepared(new Conversation(program, folder, settings(gateway.port())));
            Thread asking = new Thread(() -> {
                try {
                    for (String line : requests) {
                        git.ask(line);
                    }
                } catch (IOException ended) {
                    throw new UncheckedIOException(ended);
                }
            });
            asking.setDaemon(true);
            asking.start();

            assertThat(gateway.awaitStop(Duration.ofSeconds(60)))
                    .as("came to " + request)
                    .isTrue();
            program.destroyForcibly().waitFor();
        }
    }

    private Path file(int size) throws IOException {
        return Files.write(folder.resolve("file"), SpecialRemoteContract.noise(size));
    }

    private void requireContent(Conversation git, String key, Path source) throws IOException {
        Path back = folder.resolve("back");
        assertThat(git.ask("CHECKPRESENT " + key)).isEqualTo("CHECKPRESENT-SUCCESS " + key);
        assertThat(git.ask("TRANSFER RETRIEVE " + key + " " + back)).startsWith("TRANSFER-SUCCESS");
        assertThat(back).hasSameBinaryContentAs(source);
    }

    private List<Bucket.Upload> uploads() throws StoreException {
        List<Bucket.Upload> uploads = new ArrayList<>();
        minio.location(bucket).bucket(minio.owner(), S3Options.standard()).uploads("WORM", uploads::add);
        return uploads;
    }

    static Stream<Arguments> stores() {
        return Stream.of(
                Arguments.of("a small file not yet sent", SMALL, "PUT .*" + KEY, Point.BEFORE, false),
                Arguments.of("a small file half sent", SMALL, "PUT .*" + KEY, new Point(SMALL / 2, 0), false),
                Arguments.of("a small file just stored", SMALL, "PUT .*" + KEY, Point.AFTER, true),
                Arguments.of("an upload not yet begun", LARGE, "POST .*[?]uploads=?", Point.BEFORE, false),
                Arguments.of("an upload just begun", LARGE, "POST .*[?]uploads=?", Point.AFTER, false),
                Arguments.of("the first part", LARGE, "PUT .*partNumber=1&.*", new Point(1 << 20, 0), false),
                Arguments.of("a part in the middle", LARGE, "PUT .*partNumber=3&.*", new Point(5 << 20, 0), false),
                Arguments.of("a part just stored", LARGE, "PUT .*partNumber=2&.*", Point.AFTER, false),
                Arguments.of("all parts stored", LARGE, "POST .*[?]uploadId=.*", Point.BEFORE, false),
                Arguments.of("the upload just completed", LARGE, "POST .*[?]uploadId=.*", Point.AFTER, true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stores")
    void storesAllTheSame(String when, int size, String request, Point point, boolean done) throws Exception {
        String key = "WORM-s" + size + "-m1--file";
        Path source = file(size);
        String store = "TRANSFER STORE " + key + " " + source;

        killAt(Pattern.compile(request), point, "CHECKPRESENT " + key, store);

        try (Conversation git = open(minio.port())) {
            String expected = done ? "CHECKPRESENT-SUCCESS " : "CHECKPRESENT-FAILURE ";
            assertThat(git.ask("CHECKPRESENT " + key)).isEqualTo(expected + key);
            assertThat(git.ask(store)).isEqualTo("TRANSFER-SUCCESS STORE " + key);
            requireContent(git, key, source);
            assertThat(uploads()).isEmpty();
        }
    }

    static Stream<Arguments> retrievals() {
        return Stream.of(
                Arguments.of("nothing asked", SMALL, Point.BEFORE),
                Arguments.of("asked, not answered", SMALL, Point.AFTER),
                Arguments.of("half of a small file", SMALL, new Point(0, SMALL / 2)),
                Arguments.of("the first bytes", LARGE, new Point(0, 2000)),
                Arguments.of("the middle", LARGE, new Point(0, LARGE / 2)),
                Arguments.of("all but the end", LARGE, new Point(0, LARGE - 10_000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("retrievals")
    void fetchesTheRest(String when, int size, Point point) throws Exception {
        String key = "WORM-s" + size + "-m1--file";
        Path source = file(size);
        Path back = folder.resolve("partial");
        String retrieve = "TRANSFER RETRIEVE " + key + " " + back;
        try (Conversation git = open(minio.port())) {
            git.ask("TRANSFER STORE " + key + " " + source);
        }

        killAt(Pattern.compile("GET .*" + KEY), point, retrieve);

        byte[] there = Files.exists(back) ? Files.readAllBytes(back) : new byte[0];
        assertThat(there).isEqualTo(Arrays.copyOf(SpecialRemoteContract.noise(size), there.length));
        try (Conversation git = open(minio.port())) {
            assertThat(git.ask(retrieve)).isEqualTo("TRANSFER-SUCCESS RETRIEVE " + key);
            assertThat(back).hasSameBinaryContentAs(source);
        }
    }

    static Stream<Arguments> points() {
        return Stream.of(Arguments.of("before", Point.BEFORE), Arguments.of("after", Point.AFTER));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("points")
    void changesNothingByLooking(String when, Point point) throws Exception {
        String key = "WORM-s" + SMALL + "-m1--file";
        Path source = file(SMALL);
        try (Conversation git = open(minio.port())) {
            git.ask("TRANSFER STORE " + key + " " + source);
        }

        killAt(Pattern.compile("HEAD .*" + KEY), point, "CHECKPRESENT " + key);

        try (Conversation git = open(minio.port())) {
            requireContent(git, key, source);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("points")
    void removesAllTheSame(String when, Point point) throws Exception {
        String key = "WORM-s" + SMALL + "-m1--file";
        try (Conversation git = open(minio.port())) {
            git.ask("TRANSFER STORE " + key + " " + file(SMALL));
        }

        killAt(Pattern.compile("DELETE .*" + KEY), point, "REMOVE " + key);

        try (Conversation git = open(minio.port())) {
            assertThat(git.ask("CHECKPRESENT " + key))
                    .startsWith(point.equals(Point.AFTER) ? "CHECKPRESENT-FAILURE" : "CHECKPRESENT-SUCCESS");
            assertThat(git.ask("REMOVE " + key)).isEqualTo("REMOVE-SUCCESS " + key);
            assertThat(git.ask("CHECKPRESENT " + key)).isEqualTo("CHECKPRESENT-FAILURE " + key);
        }
    }

    static Stream<Arguments> renames() {
        return Stream.of(
                Arguments.of("before the copy", "PUT .*/new", Point.BEFORE),
                Arguments.of("after the copy", "PUT .*/new", Point.AFTER),
                Arguments.of("before the removal", "DELETE .*/old", Point.BEFORE),
                Arguments.of("after the removal", "DELETE .*/old", Point.AFTER));
    }

    /** The content is under one of the names at least, and git-annex, which asks again, gets what it wanted. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("renames")
    void renamesAllTheSame(String when, String request, Point point) throws Exception {
        String key = "WORM-s" + SMALL + "-m1--file";
        String[] rename = {"EXPORT old", "RENAMEEXPORT " + key + " new"};
        try (Conversation git = open(minio.port())) {
            git.ask("EXPORT old");
            git.ask("TRANSFEREXPORT STORE " + key + " " + file(SMALL));
        }

        killAt(Pattern.compile(request), point, rename);

        try (Conversation git = open(minio.port())) {
            boolean before = isThere(git, "old", key);
            boolean after = isThere(git, "new", key);
            assertThat(before || after).isTrue();
            if (before) {
                git.ask(rename[0]);
                assertThat(git.ask(rename[1])).isEqualTo("RENAMEEXPORT-SUCCESS " + key);
            }
            assertThat(isThere(git, "old", key)).isFalse();
            assertThat(isThere(git, "new", key)).isTrue();
        }
    }

    private static boolean isThere(Conversation git, String name, String key) throws IOException {
        git.ask("EXPORT " + name);
        String answer = git.ask("CHECKPRESENTEXPORT " + key);
        assertThat(answer).matches("CHECKPRESENT-(SUCCESS|FAILURE) .*");
        return answer.startsWith("CHECKPRESENT-SUCCESS");
    }

    static Stream<Arguments> exports() {
        return Stream.of(
                Arguments.of("not yet sent", Point.BEFORE, false),
                Arguments.of("half sent", new Point(SMALL / 2, 0), false),
                Arguments.of("just stored", Point.AFTER, true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exports")
    void showsTheOldFileOrTheNewOne(String when, Point point, boolean done) throws Exception {
        String key = "WORM-s" + SMALL + "-m1--new";
        Path earlier = Files.write(folder.resolve("earlier"), SpecialRemoteContract.noise(20));
        try (Conversation git = open(minio.port())) {
            git.ask("EXPORT name");
            git.ask("TRANSFEREXPORT STORE WORM-s20-m1--old " + earlier);
        }

        killAt(Pattern.compile("PUT .*/name"), point, "EXPORT name", "TRANSFEREXPORT STORE " + key + " " + file(SMALL));

        try (Conversation git = open(minio.port())) {
            assertThat(isThere(git, "name", key)).isEqualTo(done);
            assertThat(isThere(git, "name", "WORM-s20-m1--old")).isEqualTo(!done);
        }
    }
}
