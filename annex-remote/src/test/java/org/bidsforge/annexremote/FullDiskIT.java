// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bidsforge.annexremote.remote.StoreRemote;
import org.bidsforge.store.S3Options;
import org.bidsforge.store.peer.MinioServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that is full, where the server keeps its objects or where git-annex keeps its files. */
class FullDiskIT {
    @TempDir
    private Path folder;

    private Path disk = Path.of("");

    @BeforeEach
    void makeFolder() throws IOException {
        disk = Files.createDirectories(folder.resolve("disk"));
    }

    /** A file system of that size. */
    private void mount(int mebibytes) throws Exception {
        int exit = run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", disk.toString());
        assumeTrue(exit == 0, "a small file system cannot be mounted here, which only root may");
    }

    private static int run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", "-l", disk.toString());
    }

    private Conversation open(MinioServer minio) throws Exception {
        Files.writeString(folder.resolve("config"), "");
        minio.location("full").create(minio.owner(), S3Options.standard());
        Map<String, String> settings = Map.of("url", minio.url(), "bucket", "full");
        Conversation git = new Conversation(new StoreRemote(Map.of("HOME", folder.toString())), folder, settings, true);
        git.login(minio.owner().accessKey(), minio.owner().secretKey().value());
        assertThat(git.ask("PREPARE")).isEqualTo("PREPARE-SUCCESS");
        return git;
    }

    private Path file(int size) throws IOException {
        return Files.write(folder.resolve("file " + size), SpecialRemoteContract.noise(size));
    }

    /** One that goes at once, and one that goes in parts. */
    @ParameterizedTest
    @ValueSource(ints = {15 << 20, 90 << 20})
    void isNeverPresentOnAServerThatHadNoRoomForIt(int size) throws Exception {
        mount(64);
        MinioServer minio = MinioServer.start(disk);
        try (Conversation git = open(minio)) {
            int stored = 0;
            String answer = "";
            do {
                String key = "WORM-s" + size + "-m" + ++stored + "--file";
                answer = git.ask("TRANSFER STORE " + key + " " + file(size));
            } while (answer.startsWith("TRANSFER-SUCCESS") && stored < 10);
            String refused = "WORM-s" + size + "-m" + stored + "--file";

            assertThat(answer)
                    .startsWith("TRANSFER-FAILURE STORE " + refused + " ")
                    .contains("StorageFull");
            assertThat(git.ask("CHECKPRESENT " + refused)).isEqualTo("CHECKPRESENT-FAILURE " + refused);

            for (int i = 1; i < stored; i++) {
                String earlier = "WORM-s" + size + "-m" + i + "--file";
                assertThat(git.ask("CHECKPRESENT " + earlier)).isEqualTo("CHECKPRESENT-SUCCESS " + earlier);
                assertThat(git.ask("REMOVE " + earlier)).isEqualTo("REMOVE-SUCCESS " + earlier);
            }
            String small = "WORM-s1000-m1--small";
            assertThat(git.ask("TRANSFER STORE " + small + " " + file(1000))).startsWith("TRANSFER-SUCCESS");
            assertThat(git.ask("CHECKPRESENT " + small)).isEqualTo("CHECKPRESENT-SUCCESS " + small);
        } finally {
            minio.stop();
        }
    }

    @Test
    void goesOnWhenThereIsRoomAgain() throws Exception {
        mount(4);
        int size = 6 << 20;
        String key = "WORM-s" + size + "-m1--file";
        MinioServer minio = MinioServer.start(folder);
        try (Conversation git = open(minio)) {
            git.ask("TRANSFER STORE " + key + " " + file(size));
            Path back = disk.resolve("back");

            assertThat(git.ask("TRANSFER RETRIEVE " + key + " " + back))
                    .startsWith("TRANSFER-FAILURE RETRIEVE " + key + " ")
                    .contains("No space left");
            long there = Files.size(back);
            assertThat(there).isBetween(1L, (long) size - 1);

            assertThat(run("mount", "-o", "remount,size=16m", disk.toString())).isZero();
            assertThat(git.ask("TRANSFER RETRIEVE " + key + " " + back)).startsWith("TRANSFER-SUCCESS");
            assertThat(back).hasBinaryContent(SpecialRemoteContract.noise(size));
        } finally {
            minio.stop();
        }
    }
}
