// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bidsforge.store.StoreCredentials;
import org.bidsforge.store.StoreLocation;
import org.bidsforge.store.peer.MinioServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** The images that the jobs run in, built on Debian: without root and without network they convert as it is done outside. */
class RunnerImagesIT {
    private static final String BIDS = "lab/memory-bids";
    private static final String SUMS = "find . -type f -exec sha256sum {} +";

    private static String base = "";
    private static String convert = "";

    @BeforeAll
    static void build() throws IOException {
        RunnerImages.needEngine();
        base = RunnerImages.base();
        convert = RunnerImages.convert(base);
    }

    @SuppressWarnings("resource")
    private static GenericContainer<?> container(String image) {
        return new GenericContainer<>(DockerImageName.parse(image))
                .withNetworkMode("none")
                .withCommand("sleep", "infinity");
    }

    private static String run(GenericContainer<?> container, String... command)
            throws IOException, InterruptedException {
        ExecResult result = container.execInContainer(command);
        if (result.getExitCode() != 0) {
            throw new AssertionError(String.join(" ", command) + " ended with " + result.getExitCode() + ":\n"
                    + result.getStdout() + result.getStderr());
        }
        return result.getStdout();
    }

    private static List<String> lines(String text) {
        return text.lines().sorted().toList();
    }

    @Test
    void baseHasTheProgramsAndTheirPins() throws IOException, InterruptedException {
        try (GenericContainer<?> container = container(base)) {
            container.start();
            assertThat(run(container, "id", "-un").strip()).isEqualTo("bidsforge");
            assertThat(run(container, "bidsforge", "--help")).contains("convert");
            assertThat(run(container, "git", "--version")).startsWith("git version");
            assertThat(run(container, "git", "annex", "version", "--raw")).startsWith(pin("git-annex"));
        }
    }

    @Test
    void convertsAsOutside(@TempDir Path folder) throws IOException, InterruptedException {
        Platform outside = Platform.in(folder.resolve("platform"), Map.of());
        Path dicom = folder.resolve("dicom");
        outside.bidsforge("phantom", dicom.toString());
        Path bids = folder.resolve("bids");
        outside.bidsforge("convert", dicom.toString(), "--bids", bids.toString());
        List<String> expected = lines(outside.shell().in(bids).run("sh", "-c", SUMS));
        assertThat(expected).hasSizeGreaterThan(10);

        try (GenericContainer<?> container = container(convert)) {
            container
                    .withCopyToContainer(MountableFile.forHostPath(dicom), "/dicom")
                    .start();
            run(container, "bidsforge", "convert", "/dicom", "--bids", "bids");
            assertThat(lines(run(container, "sh", "-c", "cd bids && " + SUMS))).isEqualTo(expected);
            run(container, "bidsforge", "validate", "bids");
        }
    }

    @Test
    void actRunsTheTemplateInTheImage(@TempDir Path folder) throws IOException, InterruptedException {
        Act.need();
        Path data = Files.createDirectories(folder.resolve("minio"));
        MinioServer minio = MinioServer.start(data);
        try (Platform platform = Platform.start(folder.resolve("platform"), settings(minio))) {
            platform.bidsforge("study", "create", "lab/memory");
            HeldRun run = HeldRun.prepare(platform, BIDS, folder.resolve("held"));
            platform.bidsforge("phantom", folder.resolve("dicom").toString());
            assertThat(platform.send(folder.resolve("dicom")).exit()).isZero();
            run.await();

            Shell.Result done = Act.run(platform, run, convert);

            assertThat(done.exit()).as(done.output()).isZero();
            assertThat(done.output()).contains(convert);
            run.release();
            platform.awaitGreenMergeRequest(BIDS, 1);
        } finally {
            minio.stop();
        }
    }

    /** A store that a container reaches by the network. */
    private static Map<String, String> settings(MinioServer minio) throws IOException {
        StoreLocation bucket = minio.location("bidsforge");
        StoreCredentials credentials = MinioServer.credentials();
        bucket.create(credentials);
        return Map.of(
                "BIDSFORGE_STORE_URL",
                bucket.toString(),
                "BIDSFORGE_STORE_ACCESS_KEY",
                credentials.accessKey(),
                "BIDSFORGE_STORE_SECRET_KEY",
                credentials.secretKey().value());
    }

    private static String pin(String program) throws IOException {
        return Files.readAllLines(Path.of("../runner-images/base/toolbox.txt")).stream()
                .filter(line -> line.startsWith(program + "=="))
                .map(line -> line.substring(program.length() + 2))
                .findFirst()
                .orElseThrow();
    }
}
