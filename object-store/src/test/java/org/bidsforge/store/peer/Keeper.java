// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.peer;

import io.minio.BucketExistsArgs;
import io.minio.EnableObjectLegalHoldArgs;
import io.minio.ListObjectVersionsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioAsyncClient;
import io.minio.SetBucketVersioningArgs;
import io.minio.SetObjectLockConfigurationArgs;
import io.minio.SetObjectRetentionArgs;
import io.minio.messages.ObjectLockConfiguration;
import io.minio.messages.ObjectLockConfiguration.RetentionDurationDays;
import io.minio.messages.Retention;
import io.minio.messages.RetentionMode;
import io.minio.messages.VersioningConfiguration;
import io.minio.messages.VersioningConfiguration.Status;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** Who sets up the buckets of a server, by a client that is not ours. */
public final class Keeper {
    /** A lock ends by the whole second. */
    public static final Duration SHORT = Duration.ofSeconds(3);

    /** The client always names one; this is the only one that Ceph knows, and MinIO takes any. */
    private static final String REGION = "default";

    private final MinioAsyncClient client;

    public Keeper(S3Server server) {
        this.client = MinioAsyncClient.builder()
                .endpoint("http://127.0.0.1:" + server.port())
                .credentials(
                        server.owner().accessKey(), server.owner().secretKey().value())
                .build();
    }

    private boolean make(String bucket, boolean lockable) {
        if (client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build())
                .join()) {
            return false;
        }
        client.makeBucket(MakeBucketArgs.builder()
                        .bucket(bucket)
                        .region(REGION)
                        .objectLock(lockable)
                        .build())
                .join();
        return true;
    }

    /** A bucket that keeps no versions. */
    public void makePlain(String bucket) {
        make(bucket, false);
    }

    /** A bucket, new or not, that keeps versions from now on. */
    public void makeVersioned(String bucket) {
        make(bucket, false);
        version(bucket, Status.ENABLED);
    }

    /** Has it keep the versions that there are, and no more. */
    public void suspend(String bucket) {
        version(bucket, Status.SUSPENDED);
    }

    private void version(String bucket, Status status) {
        client.setBucketVersioning(SetBucketVersioningArgs.builder()
                        .bucket(bucket)
                        .config(new VersioningConfiguration(status, null, null, null))
                        .build())
                .join();
    }

    /** A bucket whose objects can be locked, each by itself. */
    public void makeLockable(String bucket) {
        make(bucket, true);
    }

    /** A bucket that locks all that comes, for a day; servers know no shorter time. */
    public void makeLocked(String bucket, RetentionMode mode) {
        if (make(bucket, true)) {
            client.setObjectLockConfiguration(SetObjectLockConfigurationArgs.builder()
                            .bucket(bucket)
                            .config(new ObjectLockConfiguration(mode, new RetentionDurationDays(1)))
                            .build())
                    .join();
        }
    }

    public void lock(String bucket, String object, RetentionMode mode, Duration time) {
        ZonedDateTime end = ZonedDateTime.now(ZoneOffset.UTC).plus(time);
        client.setObjectRetention(SetObjectRetentionArgs.builder()
                        .bucket(bucket)
                        .object(object)
                        .config(new Retention(mode, end))
                        .build())
                .join();
    }

    /** Locks it until somebody takes the lock away. */
    public void hold(String bucket, String object) {
        client.enableObjectLegalHold(EnableObjectLegalHoldArgs.builder()
                        .bucket(bucket)
                        .object(object)
                        .build())
                .join();
    }

    /** How many versions there are of what begins with the prefix, delete markers included; up to 1000. */
    public int versions(String bucket, String prefix) {
        var page = client.listObjectVersions(ListObjectVersionsArgs.builder()
                        .bucket(bucket)
                        .prefix(prefix)
                        .build())
                .join()
                .result();
        return page.contents().size() + page.deleteMarkers().size();
    }
}
