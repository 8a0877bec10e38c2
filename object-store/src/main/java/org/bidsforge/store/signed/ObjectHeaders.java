// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bidsforge.store.Labels;
import org.bidsforge.store.S3Options;
import org.bidsforge.store.http.Answer;

/** How a new object is to be kept and labelled, in headers. */
final class ObjectHeaders {
    private ObjectHeaders() {}

    static SortedMap<String, String> of(S3Options options, Labels labels) {
        SortedMap<String, String> headers = new TreeMap<>();
        options.storageClass().ifPresent(value -> headers.put("x-amz-storage-class", value));
        S3Options.Encryption encryption = options.encryption();
        encryption.algorithm().ifPresent(value -> headers.put("x-amz-server-side-encryption", value));
        encryption.key().ifPresent(value -> headers.put("x-amz-server-side-encryption-aws-kms-key-id", value));
        labels.metadata().forEach((name, value) -> headers.put("x-amz-meta-" + name, value));
        if (!labels.tags().isEmpty()) {
            headers.put("x-amz-tagging", labels.tagging());
        }
        return headers;
    }

    /** The metadata that an object has, for another to be given. */
    static SortedMap<String, String> labels(Answer head) {
        SortedMap<String, String> headers = new TreeMap<>();
        for (Map.Entry<String, String> header : head.headers().entrySet()) {
            if (header.getKey().startsWith("x-amz-meta-")) {
                headers.put(header.getKey(), header.getValue());
            }
        }
        return headers;
    }
}
