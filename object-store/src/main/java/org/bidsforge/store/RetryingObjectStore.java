// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Tries transient failures of another store again. A listing that broke after handing something over is not repeated,
 * because its objects must be seen once; nor is a stream once opened, which only its own store can continue safely.
 */
public final class RetryingObjectStore implements ObjectStore {
    private final ObjectStore store;
    private final Retries retries;

    public RetryingObjectStore(ObjectStore store, Retries retries) {
        this.store = store;
        this.retries = retries;
    }

    @Override
    public void put(String name, ObjectContent content) throws IOException {
        retries.<Boolean, IOException>run(() -> {
            store.put(name, content);
            return true;
        });
    }

    @Override
    public Optional<StoredObject> find(String name) throws StoreException {
        return retries.run(() -> store.find(name));
    }

    @Override
    public InputStream read(String name, long offset) throws StoreException {
        return retries.run(() -> store.read(name, offset));
    }

    @Override
    public void delete(String name) throws StoreException {
        retries.<Boolean, StoreException>run(() -> {
            store.delete(name);
            return true;
        });
    }

    @Override
    public void copy(String from, String to) throws StoreException {
        retries.<Boolean, StoreException>run(() -> {
            store.copy(from, to);
            return true;
        });
    }

    @Override
    public void list(String prefix, Consumer<StoredObject> consumer) throws StoreException {
        AtomicBoolean handed = new AtomicBoolean();
        Consumer<StoredObject> watched = object -> {
            handed.set(true);
            consumer.accept(object);
        };
        for (int tried = 1; ; tried++) {
            try {
                store.list(prefix, watched);
                return;
            } catch (StoreException e) {
                if (handed.get() || !e.isTransient() || !retries.pauseAfter(tried)) {
                    throw e;
                }
            }
        }
    }
}
