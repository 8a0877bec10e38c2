// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bidsforge.core.config.Secret;
import org.bidsforge.store.Bucket;
import org.bidsforge.store.ObjectContent;
import org.bidsforge.store.ObjectStore;
import org.bidsforge.store.Retries;
import org.bidsforge.store.S3Options;
import org.bidsforge.store.StoreException;
import org.bidsforge.store.peer.FaultProxy;
import org.bidsforge.store.peer.MinioServer;
import org.bidsforge.store.peer.S3Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transfers that are cut, slow, or killed, between our client and a real MinIO. */
class BadNetworkIT {
    private static final int PART = 16 << 20;
    private static final int SIZE = 10 * PART + 1000;

    @TempDir
    private static Path folder;

    private static MinioServer minio;
    private static Path file;
    private static int buckets;

    private String bucket = "";

    @BeforeAll
    static void startMinio() throws Exception {
        minio = MinioServer.start(folder);
        file = folder.resolve("file");
        byte[] bytes = new byte[SIZE];
        new Random(3).nextBytes(bytes);
        Files.write(file, bytes);
    }

    @AfterAll
    static void stopMinio() throws Exception {
        if (minio != null) {
            minio.stop();
        }
    }

    @BeforeEach
    void makeBucket() throws StoreException {
        bucket = "bad-network-" + ++buckets;
        minio.location(bucket).create(minio.owner(), S3Options.standard());
    }

    private ObjectStore at(int port) {
        return S3Server.at(port, bucket).open(minio.owner(), S3Options.standard());
    }

    private List<Bucket.Upload> uploads() throws StoreException {
        List<Bucket.Upload> uploads = new ArrayList<>();
        minio.location(bucket).bucket(minio.owner(), S3Options.standard()).uploads("object", uploads::add);
        return uploads;
    }

    private void requireContent(ObjectStore store) throws IOException {
        try (InputStream in = store.read("object", 0)) {
            assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(file));
        }
    }

    @Test
    void continuesTheUploadOfAKilledProcess() throws Exception {
        try (FaultProxy slow = new FaultProxy(minio.port(), new FaultProxy.Faults(0, Duration.ZERO, 8L << 20))) {
            Process uploader = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            classPath(Uploader.class, SignedObjectStore.class, Secret.class),
                            Uploader.class.getName(),
                            S3Server.at(slow.port(), bucket).toString(),
                            "object",
                            file.toString())
                    .inheritIO()
                    .start();
            awaitTwoParts();
            uploader.destroyForcibly().waitFor();
        }
        assertThat(uploads()).hasSize(1);
        long there = parts().stream().mapToLong(PartialUpload.Part::size).sum();

        try (FaultProxy counting = new FaultProxy(minio.port(), FaultProxy.Faults.NONE)) {
            at(counting.port()).put("object", ObjectContent.ofFile(file));

            assertThat(counting.sent()).isLessThan(SIZE - there + 100_000);
        }
        requireContent(at(minio.port()));
        assertThat(uploads()).isEmpty();
    }

    /** Where these classes are, however the tests were started. */
    private static String classPath(Class<?>... classes) {
        return Stream.of(classes)
                .map(type ->
                        type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .collect(Collectors.joining(":"));
    }

    private Collection<PartialUpload.Part> parts() throws IOException {
        if (uploads().isEmpty()) {
            return List.of();
        }
        Connection connection =
                new Connection(minio.location(bucket), minio.owner(), S3Options.standard(), Clock.systemUTC());
        return new Uploads(connection, Retries.standard(), "object", "object")
                .latest()
                .orElseThrow()
                .parts()
                .values();
    }

    private void awaitTwoParts() throws Exception {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (parts().size() < 2) {
            assertThat(System.nanoTime()).as("parts within a minute").isLessThan(limit);
            Thread.sleep(50);
        }
    }

    @Test
    void sendsAgainThePartsThatDiffer() throws Exception {
        cutUpload(ObjectContent.ofFile(file));
        byte[] changed = Files.readAllBytes(file);
        changed[5] ^= 1;

        at(minio.port()).put("object", ObjectContent.ofBytes(changed).withRepeatable(true));

        try (InputStream in = at(minio.port()).read("object", 0)) {
            assertThat(in.readAllBytes()).isEqualTo(changed);
        }
    }

    @Test
    void leavesNothingOfACutUploadThatCannotBeContinued() throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        IOException vanished = new IOException("vanished");

        assertThatThrownBy(() -> at(minio.port())
                        .put("object", ObjectContent.of(SIZE, () -> new Vanishing(bytes, 4 * PART, vanished))))
                .isSameAs(vanished);

        assertThat(uploads()).isEmpty();
    }

    /** Sends three parts, then breaks transiently. */
    private void cutUpload(ObjectContent content) {
        StoreException broken =
                new StoreException(StoreException.Kind.TRANSIENT, "put", "object", "the network is gone");
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        ObjectContent breaking = ObjectContent.of(content.size(), () -> new Vanishing(bytes, 3 * PART + 5, broken))
                .withRepeatable(true);
        SignedObjectStore once = new SignedObjectStore(
                minio.location(bucket),
                minio.owner(),
                S3Options.standard(),
                new Retries(1, Duration.ZERO),
                Clock.systemUTC());
        assertThatThrownBy(() -> once.put("object", breaking)).isSameAs(broken);
    }

    @Test
    void fetchesALargeObjectOverALateNetworkInOrder() throws Exception {
        at(minio.port()).put("object", ObjectContent.ofFile(file));
        try (FaultProxy late =
                new FaultProxy(minio.port(), new FaultProxy.Faults(0.1, Duration.ofMillis(10), Long.MAX_VALUE))) {
            requireContent(at(late.port()));
        }
    }

    /** Several connections are of no use there, but the line may change. */
    @Test
    void triesSeveralConnectionsMoreThanOnceOverASlowLine() throws Exception {
        byte[] bytes = new byte[130 << 20];
        new Random(3).nextBytes(bytes);
        at(minio.port()).put("object", ObjectContent.ofBytes(bytes));
        try (FaultProxy line = new FaultProxy(minio.port(), FaultProxy.Faults.line(60_000_000))) {
            try (InputStream in = at(line.port()).read("object", 0)) {
                assertThat(in.readAllBytes()).isEqualTo(bytes);
            }

            // One trial takes 12 ranges of 2 MiB, and 8 more are on their way when it ends.
            assertThat(line.requests()).isGreaterThan(30);
        }
    }

    /** As where packets are lost: the first bytes come quickly, and later ones no more. */
    @Test
    void takesSeveralConnectionsWhenOneGetsSlowerThanTheyWere() throws Exception {
        byte[] bytes = new byte[80 << 20];
        new Random(3).nextBytes(bytes);
        at(minio.port()).put("object", ObjectContent.ofBytes(bytes));
        try (FaultProxy line = new FaultProxy(minio.port(), FaultProxy.Faults.line(60_000_000));
                InputStream in = at(line.port()).read("object", 0)) {
            // The trial of several ends after 32 MiB, and what they had begun after 48.
            byte[] start = in.readNBytes(52 << 20);
            int requests = line.requests();
            line.change(new FaultProxy.Faults(0, Duration.ZERO, 3_000_000));
            byte[] next = in.readNBytes(11 << 20);

            assertThat(line.requests()).isGreaterThan(requests);
            assertThat(start).isEqualTo(Arrays.copyOf(bytes, start.length));
            assertThat(next).isEqualTo(Arrays.copyOfRange(bytes, start.length, start.length + next.length));
        }
    }

    @Test
    void leavesTheConnectionThatHoldsUpTheOthers() throws Exception {
        at(minio.port()).put("object", ObjectContent.ofFile(file));
        FaultProxy.Faults usual = new FaultProxy.Faults(0, Duration.ZERO, 20_000_000);
        FaultProxy.Faults late = new FaultProxy.Faults(0, Duration.ZERO, 1_000_000);
        try (FaultProxy line = new FaultProxy(minio.port(), connection -> connection == 5 ? late : usual)) {
            requireContent(at(line.port()));

            // Less than one range, which has 2 MiB.
            assertThat(line.answered(5)).isBetween(1L, 1_500_000L);
        }
    }

    @Test
    void correctsItsClockByTheServers() throws Exception {
        for (Duration off : List.of(Duration.ofHours(2), Duration.ofDays(-400))) {
            SignedObjectStore store = new SignedObjectStore(
                    minio.location(bucket),
                    minio.owner(),
                    S3Options.standard(),
                    Retries.standard(),
                    Clock.offset(Clock.systemUTC(), off));

            assertThat(store.find("absent")).isEmpty();
            store.put("object", ObjectContent.ofBytes(new byte[1]));
            assertThat(store.find("object")).isPresent();
        }
    }

    @Test
    void losesNothingWhenRequestsFail() throws Exception {
        transfer(300, 0.05);
    }

    @Tag("long")
    @Test
    void losesNothingInTenThousandTransfersOfWhichOneInAHundredFails() throws Exception {
        transfer(5000, 0.01);
    }

    /** Each content there and back. */
    private void transfer(int count, double failing) throws Exception {
        try (FaultProxy bad =
                new FaultProxy(minio.port(), new FaultProxy.Faults(failing, Duration.ZERO, Long.MAX_VALUE))) {
            ObjectStore store = at(bad.port());
            for (int i = 0; i < count; i++) {
                byte[] bytes = new byte[20_000];
                new Random(i).nextBytes(bytes);
                store.put("object-" + i, ObjectContent.ofBytes(bytes));
                try (InputStream in = store.read("object-" + i, 0)) {
                    assertThat(in.readAllBytes()).isEqualTo(bytes);
                }
            }
            assertThat(bad.faults()).isGreaterThan((int) (count * failing / 2));
        }
    }
}
