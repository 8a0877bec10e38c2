// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.minio.MakeBucketArgs;
import io.minio.MinioAsyncClient;
import io.minio.SetBucketVersioningArgs;
import io.minio.SetObjectRetentionArgs;
import io.minio.messages.Retention;
import io.minio.messages.RetentionMode;
import io.minio.messages.VersioningConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import org.bidsforge.store.Bucket;
import org.bidsforge.store.ObjectContent;
import org.bidsforge.store.ObjectStore;
import org.bidsforge.store.S3Options;
import org.bidsforge.store.StoreCredentials;
import org.bidsforge.store.StoreException;
import org.bidsforge.store.StoreLocation;
import org.bidsforge.store.peer.MinioServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Buckets of MinIO that keep versions, or lock them. */
class VersionedBucketIT {
    private static final S3Options HIDING = S3Options.standard();
    private static final S3Options REMOVING = new S3Options(
            HIDING.certificates(),
            HIDING.proxy(),
            HIDING.region(),
            HIDING.addressing(),
            HIDING.partSize(),
            HIDING.storageClass(),
            HIDING.encryption(),
            S3Options.Deletion.ALL_VERSIONS);

    @TempDir
    private static Path folder;

    private static MinioServer minio;
    private static MinioAsyncClient admin;

    @BeforeAll
    static void startMinio() throws Exception {
        minio = MinioServer.start(folder);
        StoreCredentials owner = minio.owner();
        admin = MinioAsyncClient.builder()
                .endpoint(minio.url())
                .credentials(owner.accessKey(), owner.secretKey().value())
                .build();
        admin.makeBucket(MakeBucketArgs.builder().bucket("plain").build()).get();
        admin.makeBucket(MakeBucketArgs.builder().bucket("versioned").build()).get();
        admin.setBucketVersioning(SetBucketVersioningArgs.builder()
                        .bucket("versioned")
                        .config(new VersioningConfiguration(VersioningConfiguration.Status.ENABLED, null, null, null))
                        .build())
                .get();
        admin.makeBucket(MakeBucketArgs.builder()
                        .bucket("locked")
                        .objectLock(true)
                        .build())
                .get();
    }

    @AfterAll
    static void stopMinio() throws Exception {
        if (minio != null) {
            minio.stop();
        }
    }

    private static StoreLocation.S3 at(String bucket) {
        return minio.location(bucket);
    }

    private static Bucket bucket(String name) {
        return at(name).bucket(minio.owner(), HIDING);
    }

    @Test
    void tellsWhetherVersionsAreKept() throws Exception {
        assertThat(bucket("plain").versioning()).isEqualTo(Bucket.Versioning.OFF);
        assertThat(bucket("versioned").versioning()).isEqualTo(Bucket.Versioning.ON);
    }

    @Test
    void tellsWhetherObjectsCanBeLocked() throws Exception {
        assertThat(bucket("plain").isLockable()).isFalse();
        assertThat(bucket("locked").isLockable()).isTrue();
    }

    private static String text(ObjectStore store, String name) throws IOException {
        try (var in = store.read(name, 0)) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    private static ObjectContent content(String text) {
        return ObjectContent.ofBytes(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void hidesWhatIsDeletedAndCallsItAbsent() throws Exception {
        ObjectStore store = at("versioned").open(minio.owner(), HIDING);
        store.put("hidden", content("first"));

        store.delete("hidden");

        assertThat(store.find("hidden")).isEmpty();
        assertThat(versions("hidden")).isPositive();
    }

    @Test
    void removesAllVersionsOfExactlyThatName() throws Exception {
        ObjectStore store = at("versioned").open(minio.owner(), REMOVING);
        store.put("gone", content("first"));
        store.put("gone", content("second"));
        at("versioned").open(minio.owner(), HIDING).delete("gone");
        store.put("gone too", content("other"));

        store.delete("gone");
        store.delete("gone");

        assertThat(store.find("gone")).isEmpty();
        assertThat(text(store, "gone too")).isEqualTo("other");
        store.delete("gone too");
        assertThat(versions("gone")).isZero();
    }

    private static int versions(String prefix) throws Exception {
        var args = io.minio.ListObjectVersionsArgs.builder()
                .bucket("versioned")
                .prefix(prefix)
                .build();
        var page = admin.listObjectVersions(args).get().result();
        return page.contents().size() + page.deleteMarkers().size();
    }

    @Test
    void saysThatALockIsWhyNothingIsDeleted() throws Exception {
        ObjectStore store = at("locked").open(minio.owner(), REMOVING);
        store.put("kept", content("content"));
        admin.setObjectRetention(SetObjectRetentionArgs.builder()
                        .bucket("locked")
                        .object("kept")
                        .config(new Retention(
                                RetentionMode.COMPLIANCE,
                                ZonedDateTime.now(java.time.ZoneOffset.UTC).plusDays(1)))
                        .build())
                .get();

        StoreException refused = catchThrowableOfType(StoreException.class, () -> store.delete("kept"));

        assertThat(refused.kind()).isEqualTo(StoreException.Kind.PERMANENT);
        assertThat(refused).hasMessageContaining("a lock (retention or legal hold) protects it");
        assertThat(text(store, "kept")).isEqualTo("content");
    }
}
