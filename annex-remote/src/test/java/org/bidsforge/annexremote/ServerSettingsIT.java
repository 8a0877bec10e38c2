// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote;

import static org.assertj.core.api.Assertions.assertThat;

import io.minio.MinioClient;
import io.minio.StatObjectArgs;
import io.minio.StatObjectResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bidsforge.annexremote.remote.StoreRemote;
import org.bidsforge.store.S3Options;
import org.bidsforge.store.StoreException;
import org.bidsforge.store.peer.MinioServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A real MinIO that has a key to encrypt with, and a region of its own. */
class ServerSettingsIT {
    private static final String REGION = "eu-south-2";
    private static final String BUCKET = "settings";
    private static final int LARGE = (40 << 20) + 12_345;

    @TempDir
    private static Path data;

    private static MinioServer minio;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startMinio() throws Exception {
        String key = "lab-key:" + Base64.getEncoder().encodeToString(new byte[32]);
        minio = MinioServer.start(data, Map.of("MINIO_KMS_SECRET_KEY", key, "MINIO_REGION", REGION));
        minio.location(BUCKET).create(minio.owner(), S3Options.standard());
    }

    @AfterAll
    static void stopMinio() throws Exception {
        if (minio != null) {
            minio.stop();
        }
    }

    private Conversation open(List<String> more) throws IOException {
        Files.writeString(folder.resolve("config"), "");
        Map<String, String> settings = new HashMap<>(Map.of("url", minio.url(), "bucket", BUCKET));
        for (String setting : more) {
            settings.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        Conversation git = new Conversation(new StoreRemote(Map.of("HOME", folder.toString())), folder, settings, true);
        git.login(minio.owner().accessKey(), minio.owner().secretKey().value());
        assertThat(git.ask("PREPARE")).isEqualTo("PREPARE-SUCCESS");
        return git;
    }

    private static Map<String, List<String>> head(String object) throws Exception {
        MinioClient client = MinioClient.builder()
                .endpoint(minio.url())
                .region(REGION)
                .credentials(
                        minio.owner().accessKey(), minio.owner().secretKey().value())
                .build();
        StatObjectResponse stat = client.statObject(
                StatObjectArgs.builder().bucket(BUCKET).object(object).build());
        return stat.headers().toMultimap();
    }

    static Stream<Arguments> encryptions() {
        return Stream.of(0, 20, LARGE)
                .flatMap(size -> Stream.of(
                        Arguments.of(size, "sse=AES256"), Arguments.of(size, "sse=aws:kms,sse-kms-key=lab-key")));
    }

    @ParameterizedTest
    @MethodSource("encryptions")
    void keepsObjectsEncryptedAndGivesThemBack(int size, String settings) throws Exception {
        byte[] content = SpecialRemoteContract.noise(size);
        String key = "WORM-s" + size + "-m1--" + (settings.contains("kms") ? "kms" : "plain");
        Path source = Files.write(folder.resolve("source"), content);
        Path back = folder.resolve("back");
        try (Conversation git = open(Arrays.asList(settings.split(",", -1)))) {
            assertThat(git.ask("TRANSFER STORE " + key + " " + source)).isEqualTo("TRANSFER-SUCCESS STORE " + key);
            assertThat(git.ask("CHECKPRESENT " + key)).isEqualTo("CHECKPRESENT-SUCCESS " + key);
            assertThat(git.ask("TRANSFER RETRIEVE " + key + " " + back)).startsWith("TRANSFER-SUCCESS");
        }

        assertThat(back).hasBinaryContent(content);
        Map<String, List<String>> head = head(key);
        assertThat(head.get("x-amz-server-side-encryption"))
                .containsExactly(settings.contains("kms") ? "aws:kms" : "AES256");
        if (settings.contains("kms")) {
            assertThat(String.valueOf(head.get("x-amz-server-side-encryption-aws-kms-key-id")))
                    .contains("lab-key");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sse=AES256", "sse=aws:kms,sse-kms-key=lab-key"})
    void keepsTheCopyOfARenameEncryptedToo(String settings) throws Exception {
        String key = "WORM-s20-m1--renamed";
        Path source = Files.write(folder.resolve("source"), SpecialRemoteContract.noise(20));
        try (Conversation git = open(Arrays.asList(settings.split(",", -1)))) {
            git.ask("EXPORT old");
            git.ask("TRANSFEREXPORT STORE " + key + " " + source);
            git.ask("EXPORT old");
            assertThat(git.ask("RENAMEEXPORT " + key + " new")).isEqualTo("RENAMEEXPORT-SUCCESS " + key);
        }

        assertThat(head("new")).containsKey("x-amz-server-side-encryption");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "region=eu-south-2", "region=us-west-2", "datacenter=us-east-1"})
    void findsTheRegionOfTheServer(String setting) throws IOException, StoreException {
        String key = "WORM-s20-m1--region" + setting;
        Path source = Files.write(folder.resolve("source"), SpecialRemoteContract.noise(20));
        Path back = folder.resolve("back");
        try (Conversation git = open(setting.isEmpty() ? List.of() : List.of(setting))) {
            assertThat(git.ask("CHECKPRESENT " + key)).isEqualTo("CHECKPRESENT-FAILURE " + key);
            assertThat(git.ask("TRANSFER STORE " + key + " " + source)).isEqualTo("TRANSFER-SUCCESS STORE " + key);
            assertThat(git.ask("CHECKPRESENT " + key)).isEqualTo("CHECKPRESENT-SUCCESS " + key);
            assertThat(git.ask("TRANSFER RETRIEVE " + key + " " + back)).startsWith("TRANSFER-SUCCESS");
            assertThat(git.ask("REMOVE " + key)).isEqualTo("REMOVE-SUCCESS " + key);
        }
    }
}
