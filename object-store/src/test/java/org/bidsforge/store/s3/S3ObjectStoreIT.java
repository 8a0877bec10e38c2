// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.minio.ListMultipartUploadsArgs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.bidsforge.core.config.Secret;
import org.bidsforge.store.ObjectContent;
import org.bidsforge.store.ObjectStore;
import org.bidsforge.store.ObjectStoreContract;
import org.bidsforge.store.StoreCredentials;
import org.bidsforge.store.StoreException;
import org.bidsforge.store.StoreException.Kind;
import org.bidsforge.store.StoreLocation;
import org.bidsforge.store.peer.MinioServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract, and what only a server can show, on a real MinIO. */
class S3ObjectStoreIT extends ObjectStoreContract {
    private static final AtomicInteger BUCKETS = new AtomicInteger();
    /** Larger than one part, not a multiple of a part. */
    private static final long LARGE = (80L << 20) + 12_345;

    @TempDir
    private static Path folder;

    private static MinioServer minio;

    @BeforeAll
    static void startMinio() throws Exception {
        minio = MinioServer.start(folder);
    }

    @AfterAll
    static void stopMinio() throws Exception {
        if (minio != null) {
            minio.stop();
        }
    }

    private static String newBucket() throws StoreException {
        String bucket = "bucket-" + BUCKETS.incrementAndGet();
        minio.location(bucket).create(MinioServer.credentials());
        return bucket;
    }

    @Override
    protected ObjectStore store() throws StoreException {
        return minio.location(newBucket() + "/some/prefix").open(MinioServer.credentials());
    }

    /** MinIO keeps such objects but lists only the upper one, which is why the port advises against such names. */
    @Override
    @Test
    protected void listsAlsoBelowAnotherObject() throws IOException {
        ObjectStore store = store();
        store.put("a", ObjectContent.ofBytes(new byte[1]));
        store.put("a/b", ObjectContent.ofBytes(new byte[2]));
        List<String> names = new ArrayList<>();

        store.list("a", object -> names.add(object.name()));

        assertThat(names).containsExactly("a");
    }

    private static ObjectContent large() {
        byte[] block = new byte[1 << 20];
        new Random(7).nextBytes(block);
        return ObjectContent.of(LARGE, () -> new InputStream() {
            private long position;

            @Override
            public int read() {
                return position < LARGE ? block[(int) (position++ % block.length)] & 0xff : -1;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                if (position >= LARGE) {
                    return -1;
                }
                int at = (int) (position % block.length);
                int count = (int) Math.min(Math.min(length, block.length - at), LARGE - position);
                System.arraycopy(block, at, buffer, offset, count);
                position += count;
                return count;
            }

            @Override
            public long skip(long bytes) {
                long skipped = Math.min(bytes, LARGE - position);
                position += skipped;
                return skipped;
            }
        });
    }

    private static String md5(InputStream content) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("MD5");
        try (InputStream in = new DigestInputStream(content, digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Test
    void sendsALargeObjectInParts() throws Exception {
        ObjectStore store = store();
        String md5 = md5(large().open());

        store.put("large", large().withMd5(md5));

        assertThat(store.find("large").orElseThrow().size()).isEqualTo(LARGE);
        assertThat(store.find("large").orElseThrow().md5()).isEmpty();
        assertThat(store.find("large").orElseThrow().etag().orElseThrow()).endsWith("-6");
        assertThat(md5(store.read("large", 0))).isEqualTo(md5);
    }

    @Test
    void refusesALargeObjectUnlikeItsDigestAndKeepsNoParts() throws Exception {
        String bucket = newBucket();
        StoreLocation.S3 location = minio.location(bucket);
        ObjectStore store = location.open(MinioServer.credentials());

        assertThatThrownBy(() -> store.put("large", large().withMd5("0".repeat(32))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("MD5");

        assertThat(store.find("large")).isEmpty();
        ListMultipartUploadsArgs uploads = ListMultipartUploadsArgs.builder()
                .bucket(bucket)
                .prefix("large")
                .build();
        assertThat(S3Client.of(location, MinioServer.credentials())
                        .listMultipartUploads(uploads)
                        .get()
                        .result()
                        .uploads())
                .isEmpty();
    }

    @Test
    void refusesALargeObjectShorterThanSaid() throws Exception {
        ObjectStore store = store();
        ObjectContent shorter = ObjectContent.of(LARGE + 1, large().source());

        assertThat(catchThrowableOfType(StoreException.class, () -> store.put("large", shorter))
                        .kind())
                .isEqualTo(Kind.PERMANENT);
        assertThat(store.find("large")).isEmpty();
    }

    @Test
    void attestsTheMd5OfASmallObject() throws Exception {
        ObjectStore store = store();

        store.put("object", ObjectContent.ofBytes("hello".getBytes(StandardCharsets.UTF_8)));

        assertThat(store.find("object").orElseThrow().md5()).contains("5d41402abc4b2a76b9719d911017c592");
    }

    @Test
    void listsMoreThanAPage() throws Exception {
        ObjectStore store = store();
        for (int i = 0; i < 1001; i++) {
            store.put("object-" + i, ObjectContent.ofBytes(new byte[0]));
        }

        AtomicInteger count = new AtomicInteger();
        store.list("object-", object -> count.incrementAndGet());

        assertThat(count).hasValue(1001);
    }

    @Test
    void saysNothingAboutAMissingBucket() {
        ObjectStore store = minio.location("no-such-bucket").open(MinioServer.credentials());

        assertThat(catchThrowableOfType(StoreException.class, () -> store.find("a"))
                        .kind())
                .isEqualTo(Kind.PERMANENT);
        assertThat(catchThrowableOfType(StoreException.class, () -> store.read("a", 0))
                        .kind())
                .isEqualTo(Kind.PERMANENT);
        assertThat(catchThrowableOfType(StoreException.class, () -> store.delete("a"))
                        .kind())
                .isEqualTo(Kind.PERMANENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bidsforge-test", "somebody"})
    void saysNothingToWrongCredentials(String user) throws Exception {
        String bucket = newBucket();
        StoreCredentials wrong =
                new StoreCredentials(user, new Secret("wrong"), Optional.empty(), StoreCredentials.DEFAULT_REGION);
        ObjectStore store = minio.location(bucket).open(wrong);

        assertThat(catchThrowableOfType(StoreException.class, () -> store.find("a"))
                        .kind())
                .isEqualTo(Kind.DENIED);
        assertThat(catchThrowableOfType(StoreException.class, () -> store.put("a", ObjectContent.ofBytes(new byte[1])))
                        .kind())
                .isEqualTo(Kind.DENIED);
    }

    @Test
    void doesNotTakeTheConsoleForAStore() {
        ObjectStore console = minio.console("bucket").open(MinioServer.credentials());

        assertThatThrownBy(() -> console.put("a", ObjectContent.ofBytes(new byte[1])))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("not from an S3 server");
        assertThatThrownBy(() -> console.find("a")).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> console.delete("a")).isInstanceOf(StoreException.class);
    }

    @Test
    void makesABucketOnlyOnce() throws Exception {
        StoreLocation.S3 location = minio.location("made-twice");

        location.create(MinioServer.credentials());
        location.create(MinioServer.credentials());

        assertThat(location.open(MinioServer.credentials()).find("a")).isEmpty();
    }

    @Test
    void goesOnWhereTheConnectionBroke() throws Exception {
        byte[] bytes = new byte[3_000_000];
        new Random(1).nextBytes(bytes);
        String bucket = newBucket();
        minio.location(bucket).open(MinioServer.credentials()).put("object", ObjectContent.ofBytes(bytes));
        try (CuttingProxy proxy = new CuttingProxy(minio.port(), 1_000_000)) {
            ObjectStore store = MinioServer.at(proxy.port(), bucket).open(MinioServer.credentials());

            try (InputStream in = store.read("object", 0)) {
                assertThat(in.readAllBytes()).isEqualTo(bytes);
            }
            assertThat(proxy.connections()).isGreaterThan(2);
        }
    }
}
