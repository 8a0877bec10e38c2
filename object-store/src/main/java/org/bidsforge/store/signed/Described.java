// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bidsforge.store.Digests;
import org.bidsforge.store.StoreException;
import org.bidsforge.store.StoreException.Kind;
import org.bidsforge.store.StoredObject;
import org.bidsforge.store.http.Answer;

/** Objects as the server describes them. */
final class Described {
    private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern SIZE = Pattern.compile("[0-9]{1,18}");
    /** In Base64. */
    private static final Pattern SHA256 = Pattern.compile("[A-Za-z0-9+/]{43}=");

    private Described() {}

    /** What the answer to HEAD tells. */
    static StoredObject byHead(String name, Answer head) throws StoreException {
        Optional<String> etag = head.header("ETag").map(text -> text.replace("\"", ""));
        Optional<Long> size = head.header("Content-Length")
                .filter(text -> SIZE.matcher(text).matches())
                .map(Long::valueOf);
        if (etag.isEmpty() || size.isEmpty()) {
            throw new StoreException(Kind.PERMANENT, "find", name, "the server told no ETag or no size");
        }
        // The ETag of an object that was encrypted or came in parts is no MD5 of its content.
        boolean plain = head.header("x-amz-server-side-encryption").isEmpty();
        Optional<String> md5 = etag.filter(text -> plain && MD5.matcher(text).matches());
        Optional<String> sha256 = head.header("x-amz-checksum-sha256")
                .filter(text -> SHA256.matcher(text).matches())
                .map(text -> Digests.hex(Base64.getDecoder().decode(text)));
        return new StoredObject(name, size.get(), etag, md5, sha256);
    }

    /**
     * What an entry of a listing tells; {@code prefix} is the store's.
     *
     * @throws IllegalArgumentException if it tells of something else
     */
    static StoredObject byListing(String prefix, Map<String, String> object) {
        String key = object.getOrDefault("Key", "");
        String size = object.getOrDefault("Size", "");
        if (!key.startsWith(prefix) || !SIZE.matcher(size).matches()) {
            throw new IllegalArgumentException("an object has no size, or is not among those asked for");
        }
        String name = key.substring(prefix.length());
        Optional<String> etag = Optional.ofNullable(object.get("ETag")).map(text -> text.replace("\"", ""));
        // A listing does not tell whether the object was encrypted, so the ETag may not be taken for an MD5.
        return new StoredObject(name, Long.parseLong(size), etag, Optional.empty(), Optional.empty());
    }
}
