// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.bidsforge.store.Retries;
import org.bidsforge.store.StoreException;
import org.bidsforge.store.StoreException.Kind;
import org.bidsforge.store.http.Answer;

/** The pages of a listing; one that breaks is asked for again. Memory is bounded by one page. */
final class Pages {
    /** Ten times what S3 gives. */
    private static final int MOST_ELEMENTS = 10_000;

    /** In a row; servers may look at so many objects for a page that none of them is left for it. */
    private static final int MOST_EMPTY = 1000;

    private final Connection connection;
    private final Retries retries;
    private final String action;
    private final String name;
    private int empty;

    Pages(Connection connection, Retries retries, String action, String name) {
        this.connection = connection;
        this.retries = retries;
        this.action = action;
        this.name = name;
    }

    /**
     * Hands over the elements with these names, once the page is complete, and gives what the page says beside them; whoever
     * takes them refuses nonsense by an IllegalArgumentException. Names of objects are escaped if the server says so, because
     * XML cannot hold every name; not all servers do it.
     */
    Map<String, String> read(Request request, Map<String, Consumer<Map<String, String>>> elements)
            throws StoreException {
        List<Runnable> found = new ArrayList<>();
        Map<String, String> page = retries.run(() -> {
            found.clear();
            return ask(request, elements, found);
        });
        try {
            found.forEach(Runnable::run);
        } catch (IllegalArgumentException e) {
            throw new StoreException(
                    Kind.PERMANENT, action, name, "the answer is no listing of S3: " + Connection.message(e), e);
        }
        empty = found.isEmpty() ? empty + 1 : 0;
        return page;
    }

    /**
     * Where the next page begins.
     *
     * @param before where this page began
     * @param next what it says; empty if it is the last one
     * @throws StoreException if that leads nowhere, which would never end
     */
    String following(String before, String next) throws StoreException {
        if (!next.isEmpty() && (next.equals(before) || empty > MOST_EMPTY)) {
            throw new StoreException(Kind.PERMANENT, action, name, "the server's listing does not go on");
        }
        return next;
    }

    /** What says, beside a key, where the next page of a listing begins. */
    enum Marker {
        UPLOAD("upload-id-marker", "NextUploadIdMarker"),
        VERSION("version-id-marker", "NextVersionIdMarker");

        private final String query;
        private final String next;

        Marker(String query, String next) {
            this.query = query;
            this.next = next;
        }
    }

    /** Reads one page after the other, until there is no more or {@code goesOn}, asked after each, says that it is enough. */
    void readAll(
            Request first, Marker marker, Map<String, Consumer<Map<String, String>>> elements, BooleanSupplier goesOn)
            throws StoreException {
        String key = "";
        String id = "";
        do {
            // What a server says in a marker is for itself: MinIO's key is more than the name.
            Request request =
                    key.isEmpty() ? first : first.query("key-marker", key).query(marker.query, id);
            Map<String, String> page = read(request, elements);
            boolean more = goesOn.getAsBoolean() && "true".equals(page.get("IsTruncated"));
            String nextKey = more ? page.getOrDefault("NextKeyMarker", "") : "";
            String nextId = page.getOrDefault(marker.next, "");
            following(key + "\n" + id, nextKey.isEmpty() ? "" : nextKey + "\n" + nextId);
            key = nextKey;
            id = nextId;
        } while (!key.isEmpty());
    }

    private Map<String, String> ask(
            Request request, Map<String, Consumer<Map<String, String>>> elements, List<Runnable> found)
            throws StoreException {
        AtomicBoolean escaped = new AtomicBoolean();
        Map<String, Consumer<Map<String, String>>> collected = new HashMap<>();
        elements.forEach((element, consumer) -> collected.put(element, texts -> {
            if (found.size() <= MOST_ELEMENTS) {
                found.add(() -> consumer.accept(escaped.get() ? unescaped(texts) : texts));
            }
        }));
        try (Answer answer = ask(request)) {
            Map<String, String> page = Xml.read(action, name, answer, collected);
            escaped.set("url".equals(page.get("EncodingType")));
            if (found.size() > MOST_ELEMENTS) {
                throw new StoreException(
                        Kind.PERMANENT, action, name, "a page has more than " + MOST_ELEMENTS + " elements");
            }
            return escaped.get() ? unescaped(page) : page;
        } catch (IllegalArgumentException e) {
            throw new StoreException(
                    Kind.PERMANENT, action, name, "the answer is no listing of S3: " + Connection.message(e), e);
        }
    }

    private static Map<String, String> unescaped(Map<String, String> texts) {
        Map<String, String> plain = new HashMap<>(texts);
        for (String name : List.of("Key", "NextKeyMarker")) {
            plain.computeIfPresent(name, (key, text) -> URLDecoder.decode(text, StandardCharsets.UTF_8));
        }
        return plain;
    }

    private Answer ask(Request request) throws StoreException {
        try {
            return connection.send(action, name, request);
        } catch (StoreException e) {
            throw e;
        } catch (IOException e) {
            throw new StoreException(Kind.TRANSIENT, action, name, Connection.message(e), e);
        }
    }
}
