// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.bidsforge.store.Retries;
import org.bidsforge.store.StoreException;
import org.bidsforge.store.StoreException.Kind;

/** All versions and delete markers of exactly one object. */
final class Versions {
    private final Connection connection;
    private final Pages pages;
    private final String name;
    private final String object;

    Versions(Connection connection, Retries retries, String name, String object) {
        this.connection = connection;
        this.pages = new Pages(connection, retries, "delete", name);
        this.name = name;
        this.object = object;
    }

    /**
     * Deletes them, the oldest first: so nothing that was hidden or replaced shows up again meanwhile, or for good where a
     * lock ends the deletion.
     */
    void delete() throws StoreException {
        for (String id : oldestFirst()) {
            Request request = Request.of("DELETE", object).query("versionId", id);
            try {
                connection.send("delete", name, request).close();
            } catch (StoreException e) {
                throw e;
            } catch (IOException e) {
                throw new StoreException(Kind.TRANSIENT, "delete", name, Connection.message(e), e);
            }
        }
    }

    /** They come first in a listing of what begins like them, over as many pages as the server likes. */
    private Deque<String> oldestFirst() throws StoreException {
        Deque<String> ids = new ArrayDeque<>();
        AtomicBoolean behind = new AtomicBoolean();
        Consumer<Map<String, String>> version = text -> {
            if (object.equals(text.get("Key"))) {
                ids.push(text.getOrDefault("VersionId", "null"));
            } else {
                behind.set(true);
            }
        };
        Request first = Request.of("GET", "")
                .query("versions", "")
                .query("encoding-type", "url")
                .query("prefix", object);
        pages.readAll(
                first, Pages.Marker.VERSION, Map.of("Version", version, "DeleteMarker", version), () -> !behind.get());
        return ids;
    }
}
