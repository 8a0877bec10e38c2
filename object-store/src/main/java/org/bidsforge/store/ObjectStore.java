// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Named byte contents in one place: a bucket with a prefix, a folder, or memory.
 *
 * <p><b>Names</b> are the same for all stores, see {@link ObjectName}; an illegal name is an
 * {@link IllegalArgumentException} of every method. <b>Thread safety:</b> every store may be used by any number of
 * threads and processes at once; of two puts to one name the later completed one wins as a whole. <b>Errors:</b> a
 * store that cannot answer throws {@link StoreException}, never an invented answer: only a store that was reached, and
 * that holds the bucket or folder, says that an object is absent.
 *
 * <p>Keep this interface small: each method costs every adapter.
 */
public interface ObjectStore {
    /**
     * Stores the content, which becomes visible as a whole or not at all, and is durable on return. An object of that
     * name is replaced; the same call again is harmless. When it fails nothing is visible under the name but what was
     * there before, except that after a lost answer the new content may already stand.
     *
     * @throws StoreException if the content does not have its stated size, MD5 or SHA-256, or the store fails; an
     *     exception of the content itself (its file vanished) is passed on as it is
     */
    void put(String name, ObjectContent content) throws IOException;

    /** What the store holds under the name; empty if there is positively nothing. */
    Optional<StoredObject> find(String name) throws StoreException;

    /**
     * Opens the content from the offset to the end. The caller closes the stream; one that ends early throws. Offset
     * equal to the size gives an empty stream. The bytes are those of one put, even when the object is replaced or
     * deleted meanwhile, or the stream throws.
     *
     * @throws StoreException of kind {@link StoreException.Kind#MISSING} if there is no such object, of kind
     *     {@link StoreException.Kind#PERMANENT} if the offset lies behind the end
     */
    InputStream read(String name, long offset) throws StoreException;

    /** Removes the object. An absent one is fine, so the call may be repeated; on failure it may or may not be gone. */
    void delete(String name) throws StoreException;

    /**
     * Makes {@code to} what {@code from} is now, labels included, without moving the content through this process; what
     * was at {@code to} is replaced as a whole. Repeating is harmless; a copy onto itself does nothing.
     *
     * @throws StoreException of kind {@link StoreException.Kind#MISSING} if there is no such object
     */
    void copy(String from, String to) throws StoreException;

    /**
     * Hands each object whose name begins with the prefix (text, not a folder; may be empty) to the consumer, in no
     * promised order and in constant memory. Objects put or deleted meanwhile may be seen or not; all others are seen
     * once. Nothing there is no error. An exception of the consumer ends the listing and is passed on; a failure
     * midway comes after some objects were handed over.
     */
    void list(String prefix, Consumer<StoredObject> consumer) throws StoreException;
}
