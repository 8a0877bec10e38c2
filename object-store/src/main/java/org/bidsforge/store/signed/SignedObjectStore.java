// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.bidsforge.store.Bucket;
import org.bidsforge.store.ContentException;
import org.bidsforge.store.CredentialSource;
import org.bidsforge.store.Digests;
import org.bidsforge.store.ObjectContent;
import org.bidsforge.store.ObjectName;
import org.bidsforge.store.ObjectStore;
import org.bidsforge.store.RefusedException;
import org.bidsforge.store.Retries;
import org.bidsforge.store.S3Options;
import org.bidsforge.store.Slice;
import org.bidsforge.store.StoreCredentials;
import org.bidsforge.store.StoreException;
import org.bidsforge.store.StoreException.Kind;
import org.bidsforge.store.StoreLocation;
import org.bidsforge.store.StoredObject;
import org.bidsforge.store.http.Answer;

/**
 * Objects in a bucket of an S3 server, by requests signed here. A request that fails is not repeated here, except for
 * a part of a large object and a page of a listing: their store cannot be asked again without repeating the others.
 */
public final class SignedObjectStore implements ObjectStore {
    private static final long BUCKET_SEEN_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final StoreLocation.S3 location;
    private final CredentialSource credentials;
    private final Connection connection;
    private final Transfers transfers;
    private final Retries retries;
    private final SignedBucket bucket;
    private final AtomicLong bucketSeen = new AtomicLong(System.nanoTime() - BUCKET_SEEN_NANOS - 1);

    public SignedObjectStore(StoreLocation.S3 location, CredentialSource credentials, S3Options options) {
        this(location, credentials, options, Retries.standard(), Clock.systemUTC());
    }

    SignedObjectStore(
            StoreLocation.S3 location, CredentialSource credentials, S3Options options, Retries retries, Clock clock) {
        this.location = location;
        this.credentials = credentials;
        this.connection = new Connection(location, credentials, options, clock);
        this.retries = retries;
        this.transfers = new Transfers(retries);
        this.bucket = new SignedBucket(connection, retries);
    }

    /** The bucket behind this store. */
    public Bucket bucket() {
        return bucket;
    }

    @Override
    public void put(String name, ObjectContent content) throws IOException {
        String object = object(name);
        if (credentials instanceof StoreCredentials value && value.isAnonymous()) {
            throw new StoreException(Kind.DENIED, "put", name, "there are no credentials, and storing needs them");
        }
        try {
            if (content.size() > PartSize.SINGLE) {
                new PartedPut(connection, transfers, name, object, content).run();
            } else {
                putAtOnce(name, object, content);
            }
        } catch (ContentException e) {
            throw e.failure();
        }
        bucketSeen.set(System.nanoTime());
    }

    private void putAtOnce(String name, String object, ObjectContent content) throws IOException {
        Slice whole = new Slice(name, content, 0, content.size());
        Request request = Request.of("PUT", object).headers(ObjectHeaders.of(connection.options(), content.labels()));
        if (content.md5().isPresent()) {
            request = request.header("content-md5", base64(content.md5().get()));
        }
        String hash = hash(whole);
        if (content.sha256().isPresent() || content.md5().isEmpty()) {
            // Kept with the object, so that the server can attest it later. AWS wants it, or an MD5, where all is
            // locked.
            request = request.header("x-amz-checksum-sha256", base64(hash));
        }
        request = request.body(new SliceBody(whole, hash));
        try (Answer answer = connection.send("put", name, request)) {
            requireEtag(answer, name);
        }
    }

    /** The server checks this hash. Computing it costs a first pass, which a known MD5 makes needless in safe places. */
    private String hash(Slice whole) throws IOException {
        ObjectContent content = whole.content();
        if (content.sha256().isPresent()) {
            return content.sha256().get();
        }
        if (content.md5().isPresent() && !connection.isOpen()) {
            return Body.UNSIGNED;
        }
        return whole.sha256();
    }

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(Digests.bytes(hex));
    }

    private static String requireEtag(Answer answer, String name) throws StoreException {
        return answer.header("ETag")
                .orElseThrow(() ->
                        new StoreException(Kind.PERMANENT, "put", name, "the server told no ETag for what it stored"))
                .replace("\"", "");
    }

    @Override
    public Optional<StoredObject> find(String name) throws StoreException {
        Request request = Request.of("HEAD", object(name)).header("x-amz-checksum-mode", "ENABLED");
        try (Answer answer = send("find", name, request)) {
            bucketSeen.set(System.nanoTime());
            return Optional.of(Described.byHead(name, answer));
        } catch (StoreException e) {
            if (e.kind() != Kind.MISSING) {
                throw e;
            }
            if (!isTold(e)) {
                confirmAbsent(name);
            }
            return Optional.empty();
        }
    }

    private static boolean isTold(StoreException failure) {
        return failure.getCause() instanceof RefusedException refused && refused.isTold();
    }

    /**
     * An answer to HEAD has no text, so that 404 may as well mean that there is no such bucket, or with some servers no
     * such user. The answer to GET says which.
     */
    private void confirmAbsent(String name) throws StoreException {
        try {
            Request request = Request.of("GET", object(name)).header("range", "bytes=0-0");
            send("find", name, request).close();
        } catch (StoreException e) {
            if (e.kind() == Kind.MISSING && !isTold(e)) {
                requireBucket("find", name);
            }
            if (e.kind() == Kind.MISSING) {
                return;
            }
            throw e;
        }
        throw new StoreException(Kind.TRANSIENT, "find", name, "the object appeared while it was looked for");
    }

    private Answer send(String action, String name, Request request) throws StoreException {
        try {
            return connection.send(action, name, request);
        } catch (StoreException e) {
            throw e;
        } catch (IOException e) {
            throw new StoreException(Kind.TRANSIENT, action, name, Connection.message(e), e);
        }
    }

    /** A HEAD request is answered with 404 as well when the bucket is missing: then nothing is known of the object. */
    private void requireBucket(String action, String name) throws StoreException {
        if (System.nanoTime() - bucketSeen.get() < BUCKET_SEEN_NANOS) {
            return;
        }
        try {
            send(action, name, Request.of("HEAD", "")).close();
            bucketSeen.set(System.nanoTime());
        } catch (StoreException e) {
            if (e.kind() != Kind.MISSING) {
                throw e;
            }
            throw new StoreException(Kind.PERMANENT, action, name, "there is no bucket " + location.bucket(), e);
        }
    }

    @Override
    public InputStream read(String name, long offset) throws StoreException {
        String object = object(name);
        if (offset < 0) {
            throw new StoreException(Kind.PERMANENT, "read", name, "offset " + offset + " is negative");
        }
        try {
            return new RangedStream(new Ranges(connection, name, object), transfers, offset);
        } catch (StoreException e) {
            if (code(e).equals("InvalidRange")) {
                return nothingBehind(name, offset);
            }
            throw e;
        }
    }

    static String code(StoreException failure) {
        return failure.getCause() instanceof RefusedException refused ? refused.code() : "";
    }

    /** At or behind the end of an object the server refuses the range; at the end there is nothing to read. */
    private InputStream nothingBehind(String name, long offset) throws StoreException {
        StoredObject object = find(name).orElseThrow(() -> missing("read", name));
        if (object.size() != offset) {
            throw new StoreException(
                    Kind.PERMANENT,
                    "read",
                    name,
                    "offset " + offset + " is not within its " + object.size() + " bytes");
        }
        return InputStream.nullInputStream();
    }

    private static StoreException missing(String action, String name) {
        return new StoreException(Kind.MISSING, action, name, "there is no such object");
    }

    @Override
    public void delete(String name) throws StoreException {
        String object = object(name);
        if (connection.options().deletion() == S3Options.Deletion.ALL_VERSIONS && bucket.keepsVersions()) {
            bucket.versions(name, object).delete();
            return;
        }
        try {
            send("delete", name, Request.of("DELETE", object)).close();
            bucketSeen.set(System.nanoTime());
        } catch (StoreException e) {
            if (e.kind() != Kind.MISSING) {
                throw e;
            }
        }
    }

    @Override
    public void copy(String from, String to) throws StoreException {
        String source = object(from);
        String target = object(to);
        Request request = Request.of("HEAD", source);
        SortedMap<String, String> labels;
        StoredObject object;
        try (Answer answer = send("copy", from, request)) {
            object = Described.byHead(from, answer);
            labels = ObjectHeaders.labels(answer);
        } catch (StoreException e) {
            throw e.kind() == Kind.MISSING ? missing("copy", from) : e;
        }
        if (!source.equals(target)) {
            new ServerCopy(connection, retries, from, source, target, object).run(labels);
        }
    }

    @Override
    public void list(String prefix, Consumer<StoredObject> consumer) throws StoreException {
        if (!ObjectName.isLegalPrefix(prefix)) {
            return;
        }
        Pages pages = new Pages(connection, retries, "list", prefix);
        String next = "";
        do {
            Request request = Request.of("GET", "")
                    .query("list-type", "2")
                    .query("encoding-type", "url")
                    .query("prefix", location.prefix() + prefix);
            if (!next.isEmpty()) {
                request = request.query("continuation-token", next);
            }
            List<StoredObject> objects = new ArrayList<>();
            Map<String, String> page = pages.read(
                    request, Map.of("Contents", object -> objects.add(Described.byListing(location.prefix(), object))));
            objects.forEach(consumer);
            boolean more = "true".equals(page.get("IsTruncated"));
            next = pages.following(next, more ? page.getOrDefault("NextContinuationToken", "") : "");
        } while (!next.isEmpty());
        bucketSeen.set(System.nanoTime());
    }

    /** Makes the bucket; one that exists and answers to these credentials is fine. */
    public void createBucket() throws StoreException {
        bucket.create();
    }

    private String object(String name) {
        return location.prefix() + ObjectName.require(name);
    }
}
