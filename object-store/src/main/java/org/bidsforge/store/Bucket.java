// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store;

import java.time.Instant;
import java.util.function.Consumer;

/**
 * What the keeper of an S3 bucket wants to know and tidy up. Names are those of the {@link ObjectStore} at the same
 * place. Methods may be called by several threads and repeated; they throw as those of the store do.
 */
public interface Bucket {
    /** What becomes of what is replaced or deleted. */
    enum Versioning {
        OFF,
        ON,
        /** Was on: old versions are still there. */
        SUSPENDED
    }

    /**
     * Parts that were sent and are not an object yet; they take up room until somebody completes or aborts them.
     *
     * @param id the server's name for it
     */
    record Upload(String name, String id, Instant started) {}

    /** The state of the bucket. */
    Versioning versioning() throws StoreException;

    /** Whether objects can be locked here, so that nobody can delete or replace their versions for a time. */
    boolean isLockable() throws StoreException;

    /**
     * Hands over the uploads to objects whose names begin with the prefix. MinIO shows only those whose object has
     * exactly that name, so give it one, or expect to see nothing.
     */
    void uploads(String prefix, Consumer<Upload> consumer) throws StoreException;

    /** Drops the parts. An upload that is gone is fine; one that is going on fails. */
    void abort(Upload upload) throws StoreException;
}
