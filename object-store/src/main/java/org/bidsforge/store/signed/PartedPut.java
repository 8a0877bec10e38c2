// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.zip.CRC32C;
import org.bidsforge.store.Digests;
import org.bidsforge.store.ObjectContent;
import org.bidsforge.store.Slice;
import org.bidsforge.store.StoreException;
import org.bidsforge.store.StoreException.Kind;
import org.bidsforge.store.http.Answer;
import org.jspecify.annotations.Nullable;

/**
 * One large object, sent in parts: each is read once for its digests when its turn comes, then sent while the next ones
 * are read. The server checks each part; the digests stated for the whole are compared before the parts become an
 * object. Parts that an earlier attempt has sent are compared instead of sent again; what cannot be continued, or must
 * not be, is aborted, so that the server keeps no parts.
 */
final class PartedPut {
    private final Connection connection;
    private final Transfers transfers;
    private final String name;
    private final ObjectContent content;
    private final Uploads uploads;
    private final Optional<MessageDigest> md5;
    private final Optional<MessageDigest> sha256;

    PartedPut(Connection connection, Transfers transfers, String name, String object, ObjectContent content) {
        this.connection = connection;
        this.transfers = transfers;
        this.name = name;
        this.content = content;
        this.uploads = new Uploads(connection, transfers.retries(), name, object);
        this.md5 = content.md5().map(hex -> Digests.md5());
        this.sha256 = content.sha256().map(hex -> Digests.sha256());
    }

    void run() throws IOException {
        Optional<PartialUpload> earlier = content.repeatable() ? uploads.latest() : Optional.empty();
        PartialUpload upload = earlier.isPresent() ? earlier.get() : uploads.start(content.labels());
        try {
            uploads.complete(upload, sendParts(upload));
        } catch (IOException | RuntimeException e) {
            boolean later = content.repeatable() && e instanceof StoreException failure && failure.isTransient();
            if (!later) {
                uploads.abort(upload, e);
            }
            throw e;
        }
    }

    private List<PartialUpload.Part> sendParts(PartialUpload upload) throws IOException {
        List<CompletableFuture<PartialUpload.Part>> sent = new ArrayList<>();
        try {
            long length = PartSize.of(content.size(), connection.options().partSize());
            for (long offset = 0; offset < content.size(); offset += length) {
                if (sent.stream().anyMatch(CompletableFuture::isCompletedExceptionally)) {
                    break;
                }
                Slice slice = new Slice(name, content, offset, Math.min(length, content.size() - offset));
                sent.add(part(upload, sent.size() + 1, slice));
            }
        } finally {
            // Whatever happened, nothing may go on sending after this put has returned.
            sent.forEach(part -> part.handle((done, failure) -> done).join());
        }
        List<PartialUpload.Part> parts = new ArrayList<>();
        for (CompletableFuture<PartialUpload.Part> part : sent) {
            parts.add(await(part));
        }
        requireStated("MD5", content.md5(), md5);
        requireStated("SHA-256", content.sha256(), sha256);
        return parts;
    }

    private PartialUpload.Part await(CompletableFuture<PartialUpload.Part> part) throws IOException {
        try {
            return part.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(Kind.TRANSIENT, "put", name, "interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException("a part failed unexpectedly", e.getCause());
        }
    }

    private CompletableFuture<PartialUpload.Part> part(PartialUpload upload, int number, Slice slice)
            throws IOException {
        PartialUpload.@Nullable Part there = upload.parts().get(number);
        boolean compare = there != null && there.size() == slice.length();
        boolean sign = connection.isOpen() || !upload.checksums();
        MessageDigest part = compare ? Digests.md5() : Digests.sha256();
        CRC32C crc = new CRC32C();
        slice.copy((buffer, count) -> {
            crc.update(buffer, 0, count);
            if (compare || sign) {
                part.update(buffer, 0, count);
            }
            md5.ifPresent(digest -> digest.update(buffer, 0, count));
            sha256.ifPresent(digest -> digest.update(buffer, 0, count));
        });
        String checksum = base64(crc.getValue());
        String digest = Digests.hex(part.digest());
        if (compare
                && there != null
                && (there.etag().equals(digest) || there.checksum().equals(checksum))) {
            content.progress().accept(slice.length());
            return CompletableFuture.completedFuture(there.withChecksum(checksum));
        }
        String hash = sign ? (compare ? slice.sha256() : digest) : Body.UNSIGNED;
        Request request = uploads.part(upload, number).body(new SliceBody(slice, hash));
        return send(
                upload.checksums() ? request.header("x-amz-checksum-crc32c", checksum) : request,
                number,
                slice.length(),
                checksum);
    }

    private static String base64(long crc) {
        byte[] bytes = {(byte) (crc >> 24), (byte) (crc >> 16), (byte) (crc >> 8), (byte) crc};
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Waits for its turn, then sends the part in the background, again if it fails transiently. */
    private CompletableFuture<PartialUpload.Part> send(Request request, int number, long size, String checksum)
            throws StoreException {
        try {
            transfers.parts().acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(Kind.TRANSIENT, "put", name, "interrupted", e);
        }
        return CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                String etag = transfers.retries().<String, IOException>run(() -> etag(request));
                                return new PartialUpload.Part(number, size, etag, checksum);
                            } catch (IOException e) {
                                throw new CompletionException(e);
                            }
                        },
                        transfers.threads())
                .whenComplete((part, failure) -> transfers.parts().release());
    }

    private String etag(Request request) throws IOException {
        try (Answer answer = connection.send("put", name, request)) {
            return answer.header("ETag")
                    .orElseThrow(() -> new StoreException(
                            Kind.PERMANENT, "put", name, "the server told no ETag for what it stored"))
                    .replace("\"", "");
        }
    }

    private void requireStated(String digest, Optional<String> stated, Optional<MessageDigest> found)
            throws StoreException {
        String hex = found.map(bytes -> Digests.hex(bytes.digest())).orElse("");
        if (stated.isPresent() && !stated.get().equals(hex)) {
            throw new StoreException(
                    Kind.PERMANENT, "put", name, "content has " + digest + " " + hex + ", stated was " + stated.get());
        }
    }
}
