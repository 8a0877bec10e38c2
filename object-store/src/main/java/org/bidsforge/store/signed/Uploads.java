// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.bidsforge.store.Bucket;
import org.bidsforge.store.Digests;
import org.bidsforge.store.Labels;
import org.bidsforge.store.RefusedException;
import org.bidsforge.store.Retries;
import org.bidsforge.store.StoreException;
import org.bidsforge.store.StoreException.Kind;
import org.bidsforge.store.http.Answer;

/** The uploads in parts of one object. */
final class Uploads {
    private static final int MOST_PARTS = 10_000;
    private static final Pattern COMPLETED =
            Pattern.compile("</([A-Za-z0-9]{1,20}:)?CompleteMultipartUploadResult\\s*>");
    private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");

    private final Connection connection;
    private final Retries retries;
    private final String name;
    private final String object;
    private final Pages pages;

    Uploads(Connection connection, Retries retries, String name, String object) {
        this.connection = connection;
        this.retries = retries;
        this.name = name;
        this.object = object;
        this.pages = new Pages(connection, retries, "put", name);
    }

    /** The one that was begun last, if any; none as well where these credentials may not look. */
    Optional<PartialUpload> latest() throws StoreException {
        AtomicReference<Bucket.Upload> latest = new AtomicReference<>();
        try {
            SignedBucket.uploads(pages, object, upload -> {
                Bucket.Upload known = latest.get();
                if (upload.name().equals(object)
                        && (known == null || upload.started().isAfter(known.started()))) {
                    latest.set(upload);
                }
            });
            Bucket.Upload found = latest.get();
            return found == null ? Optional.empty() : Optional.of(continued(found.id()));
        } catch (StoreException e) {
            if (e.isTransient() && !SignedObjectStore.code(e).equals("NoSuchUpload")) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private PartialUpload continued(String id) throws StoreException {
        Map<Integer, PartialUpload.Part> parts = new HashMap<>();
        boolean checksums = false;
        String marker = "";
        int asked = 0;
        do {
            Request request = Request.of("GET", object).query("uploadId", id);
            if (!marker.isEmpty()) {
                request = request.query("part-number-marker", marker);
            }
            Map<String, String> page = pages.read(request, Map.of("Part", text -> {
                PartialUpload.Part part = part(text);
                if (part.number() <= MOST_PARTS) {
                    parts.put(part.number(), part);
                }
            }));
            checksums = "CRC32C".equals(page.get("ChecksumAlgorithm"));
            boolean more = "true".equals(page.get("IsTruncated"));
            marker = pages.following(marker, more ? page.getOrDefault("NextPartNumberMarker", "") : "");
        } while (!marker.isEmpty() && ++asked < MOST_PARTS);
        return new PartialUpload(id, checksums, parts);
    }

    private static PartialUpload.Part part(Map<String, String> text) {
        return new PartialUpload.Part(
                Integer.parseInt(text.getOrDefault("PartNumber", "0")),
                Long.parseLong(text.getOrDefault("Size", "-1")),
                text.getOrDefault("ETag", "").replace("\"", ""),
                text.getOrDefault("ChecksumCRC32C", ""));
    }

    /** Asks for checksums; a server that does not know them says nothing about them in its answer, or refuses. */
    PartialUpload start(Labels labels) throws IOException {
        Request plain = begin(ObjectHeaders.of(connection.options(), labels));
        Request checked = plain.header("x-amz-checksum-algorithm", "CRC32C");
        try {
            return retries.<PartialUpload, IOException>run(() -> begin(checked));
        } catch (StoreException e) {
            if (!SignedObjectStore.code(e).equals("NotImplemented")) {
                throw e;
            }
            return retries.<PartialUpload, IOException>run(() -> begin(plain));
        }
    }

    PartialUpload startPlain(SortedMap<String, String> headers) throws IOException {
        return retries.<PartialUpload, IOException>run(() -> begin(begin(headers)));
    }

    private Request begin(SortedMap<String, String> headers) {
        return Request.of("POST", object).query("uploads", "").headers(headers).body(Body.of(""));
    }

    private PartialUpload begin(Request request) throws IOException {
        try (Answer answer = connection.send("put", name, request)) {
            boolean checksums =
                    answer.header("x-amz-checksum-algorithm").orElse("").equals("CRC32C");
            String id = Xml.texts("put", name, answer).getOrDefault("UploadId", "");
            if (id.isEmpty()) {
                throw new StoreException(Kind.PERMANENT, "put", name, "the server told no id for the upload");
            }
            return new PartialUpload(id, checksums, Map.of());
        }
    }

    Request part(PartialUpload upload, int number) {
        return Request.of("PUT", object)
                .query("partNumber", Integer.toString(number))
                .query("uploadId", upload.id());
    }

    /** Makes an object of the parts. */
    void complete(PartialUpload upload, List<PartialUpload.Part> parts) throws IOException {
        StringBuilder text = new StringBuilder("<CompleteMultipartUpload>");
        for (PartialUpload.Part part : parts) {
            text.append("<Part><PartNumber>").append(part.number()).append("</PartNumber><ETag>\"");
            text.append(escaped(part.etag())).append("\"</ETag>");
            if (upload.checksums()) {
                text.append("<ChecksumCRC32C>").append(escaped(part.checksum())).append("</ChecksumCRC32C>");
            }
            text.append("</Part>");
        }
        Request request = Request.of("POST", object)
                .query("uploadId", upload.id())
                .header("content-type", "application/xml")
                .body(Body.of(text.append("</CompleteMultipartUpload>").toString()));
        try {
            retries.<Boolean, IOException>run(() -> done(request));
        } catch (StoreException e) {
            // The answer of an earlier attempt was lost, or another process continued the same upload.
            if (!SignedObjectStore.code(e).equals("NoSuchUpload") || !isThere(parts)) {
                throw e;
            }
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    /** An answer may begin as a good one and turn out to be an error, or break off. */
    private boolean done(Request request) throws IOException {
        try (Answer answer = connection.send("put", name, request)) {
            String text = answer.text();
            if (COMPLETED.matcher(text).find()) {
                return true;
            }
            RefusedException refused = RefusedException.ofS3(500, text, Optional.empty());
            throw new StoreException(refused.kind(), "put", name, Connection.message(refused), refused);
        }
    }

    /** Whether the object is made of exactly these parts. */
    private boolean isThere(List<PartialUpload.Part> parts) throws IOException {
        MessageDigest digest = Digests.md5();
        for (PartialUpload.Part part : parts) {
            if (!MD5.matcher(part.etag()).matches()) {
                return false;
            }
            digest.update(Digests.bytes(part.etag()));
        }
        String expected = Digests.hex(digest.digest()) + "-" + parts.size();
        try (Answer answer = connection.send("put", name, Request.of("HEAD", object))) {
            return answer.header("ETag").orElse("").replace("\"", "").equals(expected);
        }
    }

    void abort(PartialUpload upload, Exception reason) {
        Request request = Request.of("DELETE", object).query("uploadId", upload.id());
        try {
            connection.send("put", name, request).close();
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }
}
