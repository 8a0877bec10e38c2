// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.remote;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.bidsforge.store.ObjectStore;
import org.bidsforge.store.StoreException;

/**
 * Spares an upload of many files the question for each of them. git-annex asks whether content is there before it sends
 * it; after some rounds of that one listing answers for all, for a minute. It answers only that something is absent: if
 * that is out of date, content is sent once more, and a drop is refused. Whatever the listing or this process has named
 * is asked for as ever, so nothing is dropped because of it; and a process that sends nothing never lists.
 */
final class AbsentNames {
    private static final int ROUNDS = 8;
    private static final int MOST_NAMES = 5000;
    private static final int MOST_ASKED = 64;
    private static final long AGE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final String prefix;
    private final LongSupplier nanos;
    private final Set<String> asked = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_ASKED;
        }
    });
    private final Set<String> there = new HashSet<>();
    /** What a listing may miss. */
    private final List<String> underway = new ArrayList<>();

    private int rounds;
    private boolean listed;
    private boolean useless;
    private long since;

    /** Those below this prefix. */
    AbsentNames(String prefix) {
        this(prefix, System::nanoTime);
    }

    AbsentNames(String prefix, LongSupplier nanos) {
        this.prefix = prefix;
        this.nanos = nanos;
    }

    /** Those of a store that is asked for each, because that costs nothing there. */
    static AbsentNames unknown() {
        AbsentNames none = new AbsentNames("");
        none.useless = true;
        return none;
    }

    /** Ends a listing that is too long to be worth it. */
    private static final class TooManyException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Whether there certainly was no such object a minute ago; if not, nothing is known. */
    synchronized boolean has(String object, ObjectStore store) {
        if (useless || rounds < ROUNDS || !object.startsWith(prefix)) {
            return false;
        }
        if (!listed || nanos.getAsLong() - since > AGE_NANOS) {
            list(store);
        }
        return !useless && !there.contains(object) && !underway.contains(object);
    }

    private void list(ObjectStore store) {
        since = nanos.getAsLong();
        there.clear();
        try {
            store.list(prefix, object -> {
                there.add(object.name());
                if (there.size() > MOST_NAMES) {
                    throw new TooManyException();
                }
            });
            listed = true;
        } catch (StoreException | TooManyException e) {
            // Each question costs what it always did.
            useless = true;
            there.clear();
        }
        // It may have arrived behind the listing's back.
        there.addAll(underway);
    }

    /** Somebody asked, and the server said that it is absent. */
    synchronized void asked(String object) {
        asked.add(object);
    }

    /** It is about to be sent; {@link #sent} follows, however that ends. */
    synchronized void sending(String object) {
        if (asked.remove(object)) {
            rounds++;
        }
        underway.add(object);
    }

    synchronized void sent(String object) {
        underway.remove(object);
        if (listed && !useless) {
            there.add(object);
        }
    }
}
