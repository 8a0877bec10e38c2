// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.s3;

import io.minio.AbortMultipartUploadArgs;
import io.minio.CompleteMultipartUploadArgs;
import io.minio.CreateMultipartUploadArgs;
import io.minio.messages.Part;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.bidsforge.store.Digests;
import org.bidsforge.store.ObjectContent;
import org.bidsforge.store.Retries;
import org.bidsforge.store.Slice;
import org.bidsforge.store.StoreException;
import org.bidsforge.store.StoreException.Kind;

/**
 * One large object, sent in parts: each is hashed when its turn comes and then sent while the next ones are hashed. The
 * server checks each part's SHA-256; the digests stated for the whole are computed along the way and compared before
 * the parts become an object. What fails is aborted, so that the server keeps no parts.
 */
final class MultipartPut {
    private static final long SMALLEST_PART = 16L << 20;
    /** The most parts that S3 allows. */
    private static final int MOST_PARTS = 10_000;

    private final S3Client client;
    private final Retries retries = Retries.standard();
    private final PartSender sender;
    private final String name;
    private final String object;
    private final ObjectContent content;
    private final Optional<MessageDigest> md5;
    private final Optional<MessageDigest> sha256;

    MultipartPut(PartSender sender, String name, String object, ObjectContent content) {
        this.sender = sender;
        this.client = sender.client();
        this.name = name;
        this.object = object;
        this.content = content;
        this.md5 = content.md5().map(hex -> Digests.md5());
        this.sha256 = content.sha256().map(hex -> Digests.sha256());
    }

    void run() throws IOException {
        String upload = start();
        try {
            finish(upload, sendParts(upload));
        } catch (IOException | RuntimeException e) {
            abort(upload, e);
            throw e;
        }
    }

    private String start() throws StoreException {
        CreateMultipartUploadArgs args = CreateMultipartUploadArgs.builder()
                .bucket(client.bucket())
                .object(object)
                .headers(S3Client.headers(content.labels()))
                .build();
        return retries.run(() -> S3Failure.await("put", name, client.createMultipartUpload(args)))
                .result()
                .uploadId();
    }

    private Part[] sendParts(String upload) throws IOException {
        List<CompletableFuture<Part>> sent = new ArrayList<>();
        try {
            for (Slice slice : slices()) {
                if (sent.stream().anyMatch(CompletableFuture::isCompletedExceptionally)) {
                    break;
                }
                sent.add(sender.send(object, upload, sent.size() + 1, body(slice)));
            }
        } finally {
            // Whatever happened, nothing may go on sending after this put has returned.
            sent.forEach(part -> part.handle((done, failure) -> done).join());
        }
        Part[] parts = new Part[sent.size()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = S3Failure.awaitUpload(name, sent.get(i));
        }
        requireStated("MD5", content.md5(), md5);
        requireStated("SHA-256", content.sha256(), sha256);
        return parts;
    }

    private List<Slice> slices() {
        long size = content.size();
        long length = Math.max(SMALLEST_PART, (size + MOST_PARTS - 1) / MOST_PARTS);
        List<Slice> slices = new ArrayList<>();
        for (long offset = 0; offset < size; offset += length) {
            slices.add(new Slice(name, content, offset, Math.min(length, size - offset)));
        }
        return slices;
    }

    /** With both digests, because in a bucket that locks all that comes AWS wants the MD5 of each part. */
    private SliceBody body(Slice slice) throws IOException {
        MessageDigest partMd5 = Digests.md5();
        MessageDigest partSha256 = Digests.sha256();
        List<MessageDigest> digests = new ArrayList<>(List.of(partMd5, partSha256));
        md5.ifPresent(digests::add);
        sha256.ifPresent(digests::add);
        slice.copy((buffer, count) -> digests.forEach(digest -> digest.update(buffer, 0, count)));
        return new SliceBody(
                slice, Digests.hex(partSha256.digest()), Base64.getEncoder().encodeToString(partMd5.digest()));
    }

    private void requireStated(String digest, Optional<String> stated, Optional<MessageDigest> found)
            throws StoreException {
        String hex = found.map(bytes -> Digests.hex(bytes.digest())).orElse("");
        if (stated.isPresent() && !stated.get().equals(hex)) {
            throw new StoreException(
                    Kind.PERMANENT, "put", name, "content has " + digest + " " + hex + ", stated was " + stated.get());
        }
    }

    private void finish(String upload, Part[] parts) throws StoreException {
        CompleteMultipartUploadArgs args = CompleteMultipartUploadArgs.builder()
                .bucket(client.bucket())
                .object(object)
                .uploadId(upload)
                .parts(parts)
                .maxRetries(1)
                .build();
        retries.run(() -> S3Failure.await("put", name, client.completeMultipartUpload(args)));
    }

    private void abort(String upload, Exception reason) {
        AbortMultipartUploadArgs args = AbortMultipartUploadArgs.builder()
                .bucket(client.bucket())
                .object(object)
                .uploadId(upload)
                .build();
        try {
            S3Failure.await("put", name, client.abortMultipartUpload(args));
        } catch (StoreException e) {
            reason.addSuppressed(e);
        }
    }
}
