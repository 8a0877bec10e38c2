// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store;

import java.util.Optional;

/**
 * An object as the store reports it.
 *
 * @param size bytes
 * @param etag the store's opaque version mark, when it has one
 * @param md5 lower-case hex of the whole content, when the store attests it
 * @param sha256 the same
 */
public record StoredObject(
        String name, long size, Optional<String> etag, Optional<String> md5, Optional<String> sha256) {
    public StoredObject {
        if (size < 0) {
            throw new IllegalArgumentException("size must not be negative: " + size + " of " + name);
        }
    }
}
