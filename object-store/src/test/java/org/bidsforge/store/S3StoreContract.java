// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.bidsforge.core.config.Secret;
import org.bidsforge.store.StoreException.Kind;
import org.bidsforge.store.peer.FaultProxy;
import org.bidsforge.store.peer.FaultProxy.Faults;
import org.bidsforge.store.peer.S3Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of stores, and what only a server can show. */
public abstract class S3StoreContract extends ObjectStoreContract {
    private static final AtomicInteger BUCKETS = new AtomicInteger();
    /** Larger than one part, not a multiple of a part. */
    protected static final long LARGE = (80L << 20) + 12_345;

    /** The server, started for all tests of the class. */
    protected abstract S3Server server();

    /** The store at that place, of these credentials, by the adapter under test. */
    protected abstract ObjectStore open(StoreLocation.S3 location, StoreCredentials credentials);

    /** Makes the bucket by the adapter under test. */
    protected abstract void create(StoreLocation.S3 location, StoreCredentials credentials) throws StoreException;

    protected final String newBucket() throws StoreException {
        String bucket = "bucket-" + BUCKETS.incrementAndGet();
        create(server().location(bucket), server().owner());
        return bucket;
    }

    protected final ObjectStore open(String bucketAndPrefix) {
        return open(server().location(bucketAndPrefix), server().owner());
    }

    @Override
    protected ObjectStore store() throws StoreException {
        return open(newBucket() + "/some/prefix");
    }

    /** What answers at that place is not taken for a store. */
    protected final void requireNoStore(StoreLocation.S3 location) {
        ObjectStore store = open(location, server().owner());

        assertThatThrownBy(() -> store.put("a", ObjectContent.ofBytes(new byte[1])))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("not from an S3 server");
        assertThatThrownBy(() -> store.find("a")).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.delete("a")).isInstanceOf(StoreException.class);
    }

    protected static ObjectContent large() {
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

    protected static String md5(InputStream content) throws Exception {
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
        // Most servers attest none of what came in parts.
        assertThat(store.find("large").orElseThrow().md5().orElse(md5)).isEqualTo(md5);
        assertThat(md5(store.read("large", 0))).isEqualTo(md5);
    }

    @Test
    void refusesALargeObjectUnlikeItsDigestAndKeepsNoParts() throws Exception {
        String bucket = newBucket();
        ObjectStore store = open(bucket);

        assertThatThrownBy(() -> store.put("large", large().withMd5("0".repeat(32))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("MD5");

        assertThat(store.find("large")).isEmpty();
        assertThat(uploads(bucket, "large")).isEmpty();
    }

    protected final List<Bucket.Upload> uploads(String bucket, String prefix) throws StoreException {
        List<Bucket.Upload> uploads = new ArrayList<>();
        server().location(bucket).bucket(server().owner(), S3Options.standard()).uploads(prefix, uploads::add);
        return uploads;
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
    protected void saysNothingAboutAMissingBucket() {
        ObjectStore store = open("no-such-bucket");

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
    @ValueSource(strings = {"", "somebody"})
    protected void saysNothingToWrongCredentials(String user) throws Exception {
        String bucket = newBucket();
        StoreCredentials wrong =
                new StoreCredentials(user, new Secret("wrong"), Optional.empty(), StoreCredentials.DEFAULT_REGION);
        ObjectStore store = open(server().location(bucket), wrong);

        StoreException refused = catchThrowableOfType(StoreException.class, () -> store.find("a"));
        assertThat(refused.kind()).as(refused.getMessage()).isEqualTo(Kind.DENIED);
        assertThat(catchThrowableOfType(StoreException.class, () -> store.put("a", ObjectContent.ofBytes(new byte[1])))
                        .kind())
                .isEqualTo(Kind.DENIED);
    }

    @Test
    void makesABucketOnlyOnce() throws Exception {
        StoreLocation.S3 location = server().location("made-twice");

        create(location, server().owner());
        create(location, server().owner());

        assertThat(open(location, server().owner()).find("a")).isEmpty();
    }

    @Test
    void goesOnWhereTheConnectionBroke() throws Exception {
        byte[] bytes = new byte[3_000_000];
        new Random(1).nextBytes(bytes);
        String bucket = newBucket();
        open(bucket).put("object", ObjectContent.ofBytes(bytes));
        try (FaultProxy proxy = new FaultProxy(server().port(), Faults.cutting(1_000_000))) {
            ObjectStore store = open(S3Server.at(proxy.port(), bucket), server().owner());

            try (InputStream in = store.read("object", 0)) {
                assertThat(in.readAllBytes()).isEqualTo(bytes);
            }
            assertThat(proxy.connections()).isGreaterThan(2);
        }
    }
}
