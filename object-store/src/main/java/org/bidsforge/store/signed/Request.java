// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One request to a bucket or an object in it, before it is signed.
 *
 * @param object empty for the bucket itself
 * @param query names and values as they are, not escaped
 * @param headers with lower-case names
 */
record Request(
        String method,
        String object,
        SortedMap<String, String> query,
        SortedMap<String, String> headers,
        @Nullable Body body) {
    static Request of(String method, String object) {
        return new Request(method, object, new TreeMap<>(), new TreeMap<>(), null);
    }

    Request query(String name, String value) {
        SortedMap<String, String> more = new TreeMap<>(query);
        more.put(name, value);
        return new Request(method, object, more, headers, body);
    }

    Request header(String name, String value) {
        SortedMap<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new Request(method, object, query, more, body);
    }

    Request headers(SortedMap<String, String> given) {
        SortedMap<String, String> more = new TreeMap<>(headers);
        more.putAll(given);
        return new Request(method, object, query, more, body);
    }

    Request body(Body content) {
        return new Request(method, object, query, headers, content);
    }
}
