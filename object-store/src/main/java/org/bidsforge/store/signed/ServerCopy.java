// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.bidsforge.store.Labels;
import org.bidsforge.store.RefusedException;
import org.bidsforge.store.Retries;
import org.bidsforge.store.StoreException;
import org.bidsforge.store.StoreException.Kind;
import org.bidsforge.store.StoredObject;
import org.bidsforge.store.http.Answer;

/** Has the server copy an object, in one request or, where that is not allowed, by parts. */
final class ServerCopy {
    private static final long SINGLE = 5L << 30;
    private static final long PART = 1L << 30;

    private final Connection connection;
    private final Retries retries;
    private final String name;
    private final String source;
    private final String target;
    private final StoredObject object;

    ServerCopy(Connection connection, Retries retries, String name, String source, String target, StoredObject object) {
        this.connection = connection;
        this.retries = retries;
        this.name = name;
        this.source = source;
        this.target = target;
        this.object = object;
    }

    void run(SortedMap<String, String> labels) throws StoreException {
        try {
            if (object.size() <= SINGLE) {
                copy(Request.of("PUT", target).headers(ObjectHeaders.of(connection.options(), Labels.NONE)));
            } else {
                copyByParts(labels);
            }
        } catch (StoreException e) {
            throw e;
        } catch (IOException e) {
            throw new StoreException(Kind.TRANSIENT, "copy", name, Connection.message(e), e);
        }
    }

    /** Of the version that was looked at; an answer may begin as a good one and turn out to be an error. */
    private String copy(Request request) throws IOException {
        Request from = request.header("x-amz-copy-source", source());
        if (object.etag().isPresent()) {
            from = from.header(
                    "x-amz-copy-source-if-match", "\"" + object.etag().get() + "\"");
        }
        try (Answer answer = connection.send("copy", name, from.body(Body.of("")))) {
            Map<String, String> texts = Xml.texts("copy", name, answer);
            String etag = texts.getOrDefault("ETag", "").replace("\"", "");
            if (etag.isEmpty()) {
                String code = texts.getOrDefault("Code", "InternalError");
                RefusedException refused = new RefusedException(500, code, code + ": the server broke the copy off");
                throw new StoreException(refused.kind(), "copy", name, Connection.message(refused), refused);
            }
            return etag;
        }
    }

    private String source() {
        return "/" + connection.location().bucket() + "/" + Escape.path(source);
    }

    private void copyByParts(SortedMap<String, String> labels) throws IOException {
        Uploads uploads = new Uploads(connection, retries, name, target);
        SortedMap<String, String> headers = ObjectHeaders.of(connection.options(), Labels.NONE);
        headers.putAll(labels);
        // Without checksums, which the server would have to tell of each part.
        PartialUpload upload = uploads.startPlain(headers);
        try {
            List<PartialUpload.Part> parts = new ArrayList<>();
            long length = Math.max(PART, PartSize.of(object.size(), OptionalLong.empty()));
            for (long offset = 0; offset < object.size(); offset += length) {
                long end = Math.min(offset + length, object.size());
                Request request = uploads.part(upload, parts.size() + 1)
                        .header("x-amz-copy-source-range", "bytes=" + offset + "-" + (end - 1));
                String etag = retries.<String, IOException>run(() -> copy(request));
                parts.add(new PartialUpload.Part(parts.size() + 1, end - offset, etag, ""));
            }
            uploads.complete(upload, parts);
        } catch (IOException | RuntimeException e) {
            uploads.abort(upload, e);
            throw e;
        }
    }
}
