// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bidsforge.store.ObjectStore;
import org.bidsforge.store.StoreLocation;
import org.bidsforge.store.peer.HaltingGateway;
import org.bidsforge.store.peer.HaltingGateway.Point;
import org.bidsforge.store.peer.MinioServer;
import org.bidsforge.store.peer.RunningMinio;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What git-annex cuts into chunks and encrypts before the program sees it, in a real MinIO. */
class ChunkedContentIT {
    private static final int CHUNK = 1 << 16;
    private static final int LARGE = 5 << 20;
    private static final int LARGE_CHUNK = 1 << 19;
    /** What the program had not read yet when it was killed. */
    private static final int BUFFERED = 1 << 20;
    /** Heads and small answers. */
    private static final int MARGIN = 200_000;

    private static final List<Integer> SIZES = List.of(0, 1, CHUNK, CHUNK + 1, 3 * CHUNK + 5);
    private static final List<String> ENCRYPTIONS = List.of("none", "shared", "hybrid", "sharedpubkey");
    private static final List<String> CHUNKS = List.of("", "chunk=64KiB", "chunk=1MiB");

    @RegisterExtension
    private static final RunningMinio MINIO = new RunningMinio();

    private static KeyRing keys;

    @TempDir
    private Path folder;

    private final String bucket = RunningMinio.newBucket();

    @BeforeAll
    static void makeKeys() throws Exception {
        keys = KeyRing.make();
    }

    @AfterAll
    static void deleteKeys() throws Exception {
        if (keys != null) {
            keys.delete();
        }
    }

    private Repositories repository(GitAnnex annex, int port, String encryption, String chunk) throws Exception {
        Repositories repositories = new Repositories(annex, folder, keys.in(MinioServer.environment()));
        repositories.create("origin");
        List<String> settings = new ArrayList<>(List.of("url=http://127.0.0.1:" + port, "bucket=" + bucket));
        settings.add("encryption=" + encryption);
        if (encryption.equals("hybrid") || encryption.equals("sharedpubkey")) {
            settings.add("keyid=" + KeyRing.KEY);
        }
        if (!chunk.isEmpty()) {
            settings.add(chunk);
        }
        repositories.initRemote("origin", "store", settings.toArray(String[]::new));
        return repositories;
    }

    private Map<String, byte[]> objects() throws IOException {
        ObjectStore store =
                StoreLocation.parse(MINIO.server().location(bucket).toString()).open(MinioServer.credentials());
        List<String> names = new ArrayList<>();
        store.list("", object -> names.add(object.name()));
        Map<String, byte[]> objects = new HashMap<>();
        for (String name : names) {
            try (InputStream in = store.read(name, 0)) {
                objects.put(name, in.readAllBytes());
            }
        }
        objects.remove("annex-uuid");
        return objects;
    }

    /** Each encryption and each size of chunk once, or twice. */
    static Stream<Arguments> some() throws IOException, InterruptedException {
        GitAnnex newest = GitAnnex.newest();
        return Stream.of(0, 1, 2, 3)
                .map(i -> Arguments.of(newest, ENCRYPTIONS.get(i), CHUNKS.get((i + 1) % CHUNKS.size())));
    }

    static Stream<Arguments> all() throws IOException, InterruptedException {
        return GitAnnex.installed().stream()
                .flatMap(annex -> ENCRYPTIONS.stream()
                        .flatMap(encryption -> CHUNKS.stream().map(chunk -> Arguments.of(annex, encryption, chunk))));
    }

    @ParameterizedTest
    @MethodSource("some")
    void keepsContentOfEverySize(GitAnnex annex, String encryption, String chunk) throws Exception {
        Repositories repositories = repository(annex, MINIO.server().port(), encryption, chunk);
        Map<String, byte[]> files = new HashMap<>();
        for (int size : SIZES) {
            files.put("file-" + size, SpecialRemoteContract.noise(size));
        }
        repositories.add("origin", files);

        repositories.git("origin", "annex", "copy", "-J2", "--to", "store", ".");

        requireObjects(encryption, chunk);
        repositories.git("origin", "annex", "fsck", "--fast", "--from", "store", ".");
        repositories.git("origin", "annex", "drop", ".");
        repositories.git("origin", "annex", "get", "-J2", ".");
        repositories.git("origin", "annex", "fsck", ".");
        repositories.git("origin", "annex", "fsck", "--from", "store", ".");
        for (int size : SIZES) {
            assertThat(repositories.file("origin", "file-" + size)).hasBinaryContent(SpecialRemoteContract.noise(size));
        }
        repositories.git("origin", "annex", "drop", "--from", "store", ".");
        assertThat(objects()).isEmpty();
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("all")
    void keepsItWithEachEncryptionAndChunk(GitAnnex annex, String encryption, String chunk) throws Exception {
        keepsContentOfEverySize(annex, encryption, chunk);
    }

    /** Encrypted objects show neither a name, nor a hash, nor content. */
    private void requireObjects(String encryption, String chunk) throws IOException {
        Map<String, byte[]> objects = objects();
        assertThat(objects).as(objects.keySet().toString()).hasSize(chunk.equals("chunk=64KiB") ? 9 : 5);
        if (!encryption.equals("none")) {
            String content = new String(SpecialRemoteContract.noise(CHUNK), 0, 32, ISO_8859_1);
            assertThat(objects.keySet()).allMatch(name -> name.matches("GPGHMAC[A-Z0-9]+--[0-9a-f]+"));
            assertThat(objects.values()).noneMatch(bytes -> new String(bytes, ISO_8859_1).contains(content));
        }
    }

    /** Encryption, chunk, and which request is broken off: one of a chunk in the middle, or that of the whole file. */
    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("none", "chunk=512KiB", 6),
                Arguments.of("shared", "chunk=512KiB", 6),
                Arguments.of("hybrid", "chunk=512KiB", 6),
                Arguments.of("none", "", 0),
                Arguments.of("shared", "", 0));
    }

    /** At most one chunk goes twice; of a file without chunks what had come stays, unless it is encrypted. */
    @ParameterizedTest
    @MethodSource("broken")
    void goesOnWhereItWasKilled(String encryption, String chunk, int earlier) throws Exception {
        String key = "/(SHA256E|GPGHMAC)[^/?]*";
        long part = chunk.isEmpty() ? LARGE : LARGE_CHUNK;
        Point within = new Point(part / 2, 0);
        Repositories repositories;
        try (HaltingGateway gateway =
                new HaltingGateway(MINIO.server().port(), Pattern.compile("PUT .*" + key), earlier, within)) {
            repositories = repository(GitAnnex.newest(), gateway.port(), encryption, chunk);
            repositories.add("origin", Map.of("large", SpecialRemoteContract.noise(LARGE)));
            long before = gateway.sent();

            repositories.killed("origin", gateway, "git", "annex", "copy", "--to", "store", "large");
            repositories.git("origin", "annex", "copy", "--to", "store", "large");

            assertThat(gateway.sent() - before).isBetween((long) LARGE, LARGE + part + MARGIN);
        }
        Point half = new Point(Long.MAX_VALUE, part / 2);
        try (HaltingGateway gateway =
                new HaltingGateway(MINIO.server().port(), Pattern.compile("GET .*" + key), earlier, half)) {
            repositories.git("origin", "annex", "enableremote", "store", "url=http://127.0.0.1:" + gateway.port());
            repositories.git("origin", "annex", "drop", "large");
            long before = gateway.brought();

            repositories.killed("origin", gateway, "git", "annex", "get", "large");
            repositories.git("origin", "annex", "get", "large");

            long again = encryption.equals("none") && chunk.isEmpty() ? BUFFERED : part;
            assertThat(gateway.brought() - before).isBetween((long) LARGE, LARGE + again + MARGIN);
        }
        repositories.git("origin", "annex", "fsck", "large");
        assertThat(Files.size(repositories.file("origin", "large"))).isEqualTo(LARGE);
    }
}
