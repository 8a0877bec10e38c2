// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bidsforge.store.Bucket;
import org.bidsforge.store.Retries;
import org.bidsforge.store.StoreCredentials;
import org.bidsforge.store.StoreException;
import org.bidsforge.store.StoreException.Kind;
import org.bidsforge.store.http.Answer;

/** The bucket of a store. */
final class SignedBucket implements Bucket {
    private static final long STATE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Connection connection;
    private final Retries retries;
    private final String prefix;
    private boolean versions;
    private long asked = System.nanoTime() - STATE_NANOS - 1;

    SignedBucket(Connection connection, Retries retries) {
        this.connection = connection;
        this.retries = retries;
        this.prefix = connection.location().prefix();
    }

    private String bucket() {
        return connection.location().bucket();
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

    private Map<String, String> ask(String query) throws StoreException {
        return retries.run(() -> {
            try (Answer answer = send("find", bucket(), Request.of("GET", "").query(query, ""))) {
                return Xml.texts("find", bucket(), answer);
            }
        });
    }

    @Override
    public Versioning versioning() throws StoreException {
        return switch (ask("versioning").getOrDefault("Status", "")) {
            case "Enabled" -> Versioning.ON;
            case "Suspended" -> Versioning.SUSPENDED;
            default -> Versioning.OFF;
        };
    }

    /** The state of less than a minute ago. A server without versions refuses the question. */
    synchronized boolean keepsVersions() throws StoreException {
        if (System.nanoTime() - asked > STATE_NANOS) {
            try {
                versions = versioning() != Versioning.OFF;
            } catch (StoreException e) {
                if (!isUnknown(e)) {
                    throw e;
                }
                versions = false;
            }
            asked = System.nanoTime();
        }
        return versions;
    }

    private static boolean isUnknown(StoreException e) {
        String code = SignedObjectStore.code(e);
        return code.equals("NotImplemented") || code.equals("MethodNotAllowed");
    }

    @Override
    public boolean isLockable() throws StoreException {
        try {
            return "Enabled".equals(ask("object-lock").get("ObjectLockEnabled"));
        } catch (StoreException e) {
            if (SignedObjectStore.code(e).startsWith("ObjectLockConfigurationNotFound") || isUnknown(e)) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void uploads(String namePrefix, Consumer<Upload> consumer) throws StoreException {
        Pages pages = new Pages(connection, retries, "list", namePrefix);
        uploads(pages, prefix + namePrefix, upload -> {
            if (upload.name().startsWith(prefix)) {
                consumer.accept(new Upload(upload.name().substring(prefix.length()), upload.id(), upload.started()));
            }
        });
    }

    static void uploads(Pages pages, String objectPrefix, Consumer<Upload> consumer) throws StoreException {
        Request first = Request.of("GET", "")
                .query("uploads", "")
                .query("encoding-type", "url")
                .query("prefix", objectPrefix);
        List<Upload> uploads = new ArrayList<>();
        pages.readAll(first, Pages.Marker.UPLOAD, Map.of("Upload", text -> uploads.add(upload(text))), () -> {
            uploads.forEach(consumer);
            uploads.clear();
            return true;
        });
    }

    private static Upload upload(Map<String, String> text) {
        Instant started;
        try {
            started = Instant.parse(text.getOrDefault("Initiated", ""));
        } catch (DateTimeParseException untold) {
            started = Instant.EPOCH;
        }
        return new Upload(text.getOrDefault("Key", ""), text.getOrDefault("UploadId", ""), started);
    }

    @Override
    public void abort(Upload upload) throws StoreException {
        Request request = Request.of("DELETE", prefix + upload.name()).query("uploadId", upload.id());
        try {
            retries.<Boolean, StoreException>run(() -> {
                try (Answer gone = send("abort", upload.name(), request)) {
                    return gone.isGood();
                }
            });
        } catch (StoreException e) {
            if (!SignedObjectStore.code(e).equals("NoSuchUpload")) {
                throw e;
            }
        }
    }

    Versions versions(String name, String object) {
        return new Versions(connection, retries, name, object);
    }

    void create() throws StoreException {
        String region = region();
        String text = region.equals(StoreCredentials.DEFAULT_REGION)
                ? ""
                : "<CreateBucketConfiguration><LocationConstraint>" + region
                        + "</LocationConstraint></CreateBucketConfiguration>";
        Request request = Request.of("PUT", "").body(Body.of(text));
        try {
            send("create", bucket(), request).close();
        } catch (StoreException e) {
            // Who may use a bucket often may not create one, so any refusal is fine if the bucket is there.
            if (e.isTransient()) {
                throw e;
            }
            try {
                send("create", bucket(), Request.of("HEAD", "")).close();
            } catch (StoreException absent) {
                e.addSuppressed(absent);
                throw e;
            }
        }
    }

    private String region() throws StoreException {
        try {
            return connection.region();
        } catch (IOException e) {
            throw new StoreException(Kind.TRANSIENT, "create", bucket(), Connection.message(e), e);
        }
    }
}
