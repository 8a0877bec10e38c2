// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bidsforge.annexremote.protocol.RecordedAnnex;
import org.bidsforge.annexremote.protocol.SpecialRemote.Availability;
import org.bidsforge.store.ObjectContent;
import org.bidsforge.store.ObjectStore;
import org.bidsforge.store.StoreCredentials;
import org.bidsforge.store.StoreLocation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The remote on a folder, without git-annex. */
class StoreRemoteTest {
    private static final String HELLO = "MD5E-s5--5d41402abc4b2a76b9719d911017c592.txt";

    @TempDir
    private Path folder;

    private Path content;
    private RecordedAnnex annex;
    private ObjectStore objects;
    private final StoreRemote remote = new StoreRemote(Map.of());

    @BeforeEach
    void prepare() throws IOException {
        Path store = Files.createDirectory(folder.resolve("store"));
        content = folder.resolve("content");
        annex = new RecordedAnnex(folder.toString(), Map.of("url", store.toUri().toString(), "prefix", "lab/"));
        objects = new StoreLocation.Directory(store).open(StoreCredentials.anonymous());
        remote.prepare(annex);
    }

    private void object(String name, String text) throws IOException {
        objects.put(name, ObjectContent.ofBytes(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void storesUnderPrefixAndKey() throws IOException {
        Files.writeString(content, "hello");

        remote.store(annex, HELLO, content);
        remote.store(annex, HELLO, content);

        assertThat(objects.find("lab/" + HELLO)).isPresent();
        assertThat(remote.isPresent(annex, HELLO)).isTrue();
    }

    @Test
    void refusesAFileThatIsNotTheKeys() throws IOException {
        Files.writeString(content, "hellO");

        assertThatThrownBy(() -> remote.store(annex, HELLO, content)).hasMessageContaining("MD5");
        Files.writeString(content, "hello, world");
        assertThatThrownBy(() -> remote.store(annex, HELLO, content)).hasMessageContaining("the key says 5");

        assertThat(remote.isPresent(annex, HELLO)).isFalse();
    }

    @Test
    void doesNotJudgeChunksAndEncryptedContentByTheirKey() throws IOException {
        Files.writeString(content, "chunk");
        for (String key : new String[] {
            "MD5E-s500-S5-C2--5d41402abc4b2a76b9719d911017c592.txt", "GPGHMACSHA1--5d41402abc4b2a76b9719d911017c592"
        }) {
            remote.store(annex, key, content);

            assertThat(remote.isPresent(annex, key)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "he", "hello", "hello and more than there should be"})
    void completesWhatAnEarlierAttemptLeft(String left) throws IOException {
        object("lab/" + HELLO, "hello");
        Files.writeString(content, left);

        remote.retrieve(annex, HELLO, content);

        assertThat(content).hasContent("hello");
    }

    @Test
    void fetchesIntoANewFile() throws IOException {
        object("lab/" + HELLO, "hello");

        remote.retrieve(annex, HELLO, content);

        assertThat(content).hasContent("hello");
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> remote.retrieve(annex, HELLO, content)).hasMessageContaining("no such object");
    }

    @Test
    void takesATruncatedObjectForAbsent() throws IOException {
        object("lab/" + HELLO, "hel");

        assertThat(remote.isPresent(annex, HELLO)).isFalse();
        assertThatThrownBy(() -> remote.retrieve(annex, HELLO, content)).hasMessageContaining("the key says 5");
    }

    @Test
    void neverSaysAbsentWhenTheFolderIsGone() throws IOException {
        Files.delete(folder.resolve("store"));

        assertThatThrownBy(() -> remote.isPresent(annex, HELLO)).hasMessageContaining("not mounted");
        assertThat(remote.availability()).isEqualTo(Availability.UNAVAILABLE);
    }

    @Test
    void removesAndForgivesRepetition() throws IOException {
        object("lab/" + HELLO, "hello");

        remote.remove(annex, HELLO);
        remote.remove(annex, HELLO);

        assertThat(remote.isPresent(annex, HELLO)).isFalse();
    }

    @Test
    void tellsProgressFromWhereItContinues() throws IOException {
        Meter meter = new Meter(annex, 100, 300);

        meter.add(50);
        sleep();
        meter.add(100);
        sleep();
        meter.add(100);

        assertThat(annex.progress).containsExactly(250L, 300L);
    }

    private static void sleep() {
        try {
            Thread.sleep(110);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void makesANewRemoteWithItsGuard() throws IOException {
        remote.initialize(annex);
        remote.initialize(annex);

        assertThat(new String(objects.read("lab/annex-uuid", 0).readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(annex.uuid);
        assertThat(folder.resolve("store/lab.d")).isDirectoryNotContaining("glob:**probe*");
    }

    @Test
    void refusesTheStoreOfAnotherRemote() throws IOException {
        object("lab/annex-uuid", "22222222-2222-2222-2222-222222222222\n");

        assertThatThrownBy(() -> remote.initialize(annex)).hasMessageContaining("belongs to the remote 22222222");
    }

    @Test
    void enablesAKnownRemoteWhoseStoreIsAway() throws IOException {
        Files.createDirectories(folder.resolve("annex/journal"));
        Files.writeString(
                folder.resolve("annex/journal/remote.log"),
                annex.uuid + " externaltype=minio name=store type=external timestamp=1s\n");
        Files.delete(folder.resolve("store"));

        remote.initialize(annex);

        assertThat(annex.told).singleElement().asString().contains("does not answer");
        assertThat(folder.resolve("store")).doesNotExist();
    }

    @Test
    void saysWhereContentIs() throws IOException {
        StoreRemote server = new StoreRemote(Map.of());
        server.prepare(
                new RecordedAnnex(".git", Map.of("url", "https://minio.lab:9000", "bucket", "bids", "prefix", "a b/")));

        assertThat(server.whereIs("WORM-s1-m1--x?#é"))
                .contains("https://minio.lab:9000/bids/a%20b/escaped/WORM-s1-m1--x%253F%2523%25E9");
        assertThat(remote.whereIs(HELLO).orElseThrow()).startsWith("lab/" + HELLO + " in file:///");
    }
}
