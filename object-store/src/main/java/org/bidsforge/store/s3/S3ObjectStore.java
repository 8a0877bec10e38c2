// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.s3;

import io.minio.Checksum;
import io.minio.ComposeObjectArgs;
import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.HeadBucketArgs;
import io.minio.HeadObjectArgs;
import io.minio.HeadObjectResponse;
import io.minio.Http;
import io.minio.ListObjectsV2Args;
import io.minio.MakeBucketArgs;
import io.minio.RemoveObjectArgs;
import io.minio.SourceObject;
import io.minio.messages.Contents;
import io.minio.messages.ListBucketResultV2;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.bidsforge.store.ContentException;
import org.bidsforge.store.CredentialSource;
import org.bidsforge.store.Digests;
import org.bidsforge.store.ObjectContent;
import org.bidsforge.store.ObjectName;
import org.bidsforge.store.ObjectStore;
import org.bidsforge.store.Retries;
import org.bidsforge.store.Slice;
import org.bidsforge.store.StoreException;
import org.bidsforge.store.StoreException.Kind;
import org.bidsforge.store.StoreLocation;
import org.bidsforge.store.StoredObject;
import org.jspecify.annotations.Nullable;

/**
 * Objects in a bucket of an S3 server. A request that fails is not repeated here, except for a part of a large object
 * and a page of a listing: their store cannot be asked again without repeating all the others.
 */
public final class S3ObjectStore implements ObjectStore {
    /** Up to this size an object goes in one request. */
    private static final long SINGLE_PUT = 64L << 20;

    private static final long BUCKET_SEEN_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");

    private final StoreLocation.S3 location;
    private final CredentialSource credentials;
    private final S3Client client;
    private final PartSender parts;
    private final Retries retries = Retries.standard();
    private final AtomicLong bucketSeen = new AtomicLong(System.nanoTime() - BUCKET_SEEN_NANOS - 1);

    public S3ObjectStore(StoreLocation.S3 location, CredentialSource credentials) {
        this.location = location;
        this.credentials = credentials;
        this.client = S3Client.of(location, credentials);
        this.parts = new PartSender(client, retries);
    }

    @Override
    public void put(String name, ObjectContent content) throws IOException {
        String object = object(name);
        if (S3Client.isAnonymous(credentials)) {
            throw new StoreException(Kind.DENIED, "put", name, "there are no credentials, and storing needs them");
        }
        try {
            if (content.size() > SINGLE_PUT) {
                new MultipartPut(parts, name, object, content).run();
            } else {
                putAtOnce(name, object, content);
            }
        } catch (ContentException e) {
            throw e.failure();
        }
        bucketSeen.set(System.nanoTime());
    }

    private void putAtOnce(String name, String object, ObjectContent content) throws IOException {
        String hash = payloadHash(name, content);
        Http.Headers headers = S3Client.headers(content.labels());
        if (content.md5().isEmpty()) {
            // AWS wants this or an MD5 in a bucket that locks all that comes.
            headers.add("x-amz-checksum-sha256", base64(hash));
        }
        String md5 = content.md5().map(S3ObjectStore::base64).orElse(null);
        SliceBody body = new SliceBody(new Slice(name, content, 0, content.size()), hash, md5);
        S3Failure.awaitUpload(name, client.upload(object, headers, new Http.QueryParameters(), body));
    }

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(Digests.bytes(hex));
    }

    /** The server checks this hash. Computing it costs a first pass, which TLS and a known MD5 make needless. */
    private String payloadHash(String name, ObjectContent content) throws IOException {
        if (content.sha256().isPresent()) {
            return content.sha256().get();
        }
        if (location.isEncrypted() && content.md5().isPresent()) {
            return Checksum.UNSIGNED_PAYLOAD;
        }
        return new Slice(name, content, 0, content.size()).sha256();
    }

    @Override
    public Optional<StoredObject> find(String name) throws StoreException {
        HeadObjectArgs args = HeadObjectArgs.builder()
                .bucket(location.bucket())
                .object(object(name))
                .build();
        try {
            StoredObject object = found(name, S3Failure.await("find", name, client.headObject(args)));
            bucketSeen.set(System.nanoTime());
            return Optional.of(object);
        } catch (StoreException e) {
            if (e.kind() != Kind.MISSING) {
                throw e;
            }
            requireBucket("find", name);
            return Optional.empty();
        }
    }

    private static StoredObject found(String name, HeadObjectResponse head) throws StoreException {
        if (head.headers().get("ETag") == null || head.headers().get("Content-Length") == null) {
            throw new StoreException(Kind.PERMANENT, "find", name, "the server told no ETag or no size");
        }
        String etag = head.etag().replace("\"", "");
        // The ETag of an object that was encrypted or came in parts is no MD5 of its content.
        boolean digest = head.headers().get("x-amz-server-side-encryption") == null
                && MD5.matcher(etag).matches();
        return new StoredObject(
                name, head.size(), Optional.of(etag), digest ? Optional.of(etag) : Optional.empty(), Optional.empty());
    }

    /** A HEAD request is answered with 404 as well when the bucket is missing: then nothing is known of the object. */
    private void requireBucket(String action, String name) throws StoreException {
        if (System.nanoTime() - bucketSeen.get() < BUCKET_SEEN_NANOS) {
            return;
        }
        try {
            headBucket(action, name);
        } catch (StoreException e) {
            if (e.kind() != Kind.MISSING) {
                throw e;
            }
            throw new StoreException(Kind.PERMANENT, action, name, "there is no bucket " + location.bucket(), e);
        }
        bucketSeen.set(System.nanoTime());
    }

    private void headBucket(String action, String name) throws StoreException {
        HeadBucketArgs args = HeadBucketArgs.builder().bucket(location.bucket()).build();
        S3Failure.await(action, name, client.headBucket(args));
    }

    @Override
    public InputStream read(String name, long offset) throws StoreException {
        object(name);
        if (offset < 0) {
            throw new StoreException(Kind.PERMANENT, "read", name, "offset " + offset + " is negative");
        }
        try {
            return new S3Stream(this, retries, name, offset);
        } catch (StoreException e) {
            if (offset > 0 && S3Failure.code(e).equals("InvalidRange")) {
                return nothingBehind(name, offset);
            }
            throw e;
        }
    }

    /** At or behind the end of an object the server refuses the range; at the end there is nothing to read. */
    private InputStream nothingBehind(String name, long offset) throws StoreException {
        StoredObject object =
                find(name).orElseThrow(() -> new StoreException(Kind.MISSING, "read", name, "there is no such object"));
        if (object.size() != offset) {
            throw new StoreException(
                    Kind.PERMANENT,
                    "read",
                    name,
                    "offset " + offset + " is not within its " + object.size() + " bytes");
        }
        return InputStream.nullInputStream();
    }

    /** Asks for the content from the offset on, of the version with that ETag if one is given. */
    GetObjectResponse get(String name, long offset, @Nullable String etag) throws StoreException {
        GetObjectArgs.Builder args =
                GetObjectArgs.builder().bucket(location.bucket()).object(object(name));
        if (offset > 0) {
            args.offset(offset);
        }
        if (etag != null) {
            args.matchETag(etag);
        }
        GetObjectResponse answer = S3Failure.await("read", name, client.getObject(args.build()));
        String range = answer.headers().get("Content-Range");
        if (offset > 0 && (range == null || !range.startsWith("bytes " + offset + "-"))) {
            throw new StoreException(Kind.PERMANENT, "read", name, "the server ignored the range asked for");
        }
        return answer;
    }

    @Override
    public void delete(String name) throws StoreException {
        RemoveObjectArgs args = RemoveObjectArgs.builder()
                .bucket(location.bucket())
                .object(object(name))
                .build();
        try {
            S3Failure.await("delete", name, client.removeObject(args));
        } catch (StoreException e) {
            if (e.kind() != Kind.MISSING) {
                throw e;
            }
        }
    }

    /** The client copies what is over 5 GiB by parts. */
    @Override
    public void copy(String from, String to) throws StoreException {
        String source = object(from);
        String target = object(to);
        if (source.equals(target)) {
            if (find(from).isEmpty()) {
                throw new StoreException(Kind.MISSING, "copy", from, "there is no such object");
            }
            return;
        }
        SourceObject object =
                SourceObject.builder().bucket(location.bucket()).object(source).build();
        ComposeObjectArgs args = ComposeObjectArgs.builder()
                .bucket(location.bucket())
                .object(target)
                // minio-java writes into the list.
                .sources(new ArrayList<>(List.of(object)))
                .build();
        S3Failure.await("copy", from, client.composeObject(args));
    }

    @Override
    public void list(String prefix, Consumer<StoredObject> consumer) throws StoreException {
        if (!ObjectName.isLegalPrefix(prefix)) {
            return;
        }
        String next = null;
        do {
            ListObjectsV2Args.Builder args =
                    ListObjectsV2Args.builder().bucket(location.bucket()).prefix(location.prefix() + prefix);
            if (next != null) {
                args.continuationToken(next);
            }
            ListObjectsV2Args request = args.build();
            ListBucketResultV2 page = retries.run(() -> S3Failure.await("list", prefix, client.listObjectsV2(request))
                    .result());
            for (Contents object : page.contents()) {
                consumer.accept(listed(object));
            }
            next = page.isTruncated() ? page.nextContinuationToken() : null;
        } while (next != null);
        bucketSeen.set(System.nanoTime());
    }

    private StoredObject listed(Contents object) {
        String name = object.objectName().substring(location.prefix().length());
        Optional<String> etag = Optional.ofNullable(object.etag()).map(text -> text.replace("\"", ""));
        // A listing does not tell whether the object was encrypted, so the ETag may not be taken for an MD5.
        return new StoredObject(name, object.size(), etag, Optional.empty(), Optional.empty());
    }

    /** Makes the bucket; one that exists and answers to these credentials is fine. */
    public void createBucket() throws StoreException {
        String bucket = location.bucket();
        try {
            S3Failure.await(
                    "create",
                    bucket,
                    client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build()));
        } catch (StoreException e) {
            // Who may use a bucket often may not create one, so any refusal is fine if the bucket is there.
            if (e.isTransient()) {
                throw e;
            }
            try {
                headBucket("create", bucket);
            } catch (StoreException absent) {
                e.addSuppressed(absent);
                throw e;
            }
        }
    }

    private String object(String name) {
        return location.prefix() + ObjectName.require(name);
    }
}
