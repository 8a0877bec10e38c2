// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bidsforge.store.ObjectContent;
import org.bidsforge.store.ObjectStore;
import org.bidsforge.store.RefusedException;
import org.bidsforge.store.StoreException;

/**
 * What may be done in a store, found out by doing it to an object with a random name.
 *
 * @param locked whether the store locks what comes, so that it is deleted only later; the object stays there until then
 * @param refused what failed, with the reason, in the order tried
 */
public record Rights(
        boolean mayWrite, boolean mayRead, boolean mayList, boolean mayDelete, boolean locked, List<String> refused) {
    private static final int LONGEST = 1000;

    public static Rights tried(ObjectStore store, String prefix) {
        String nonce = UUID.randomUUID().toString();
        String name = prefix + "annex-probe-" + nonce;
        List<String> refused = new ArrayList<>();
        boolean write = works("write", refused, () -> {
            store.put(name, ObjectContent.ofBytes(nonce.getBytes(UTF_8)));
            return true;
        });
        boolean read =
                works("read", refused, () -> write ? isThere(store, name, nonce) : isRefusedForAbsence(store, name));
        boolean list = works("list", refused, () -> {
            AtomicBoolean seen = new AtomicBoolean(!write);
            store.list(name, object -> seen.set(seen.get() || object.name().equals(name)));
            return seen.get();
        });
        AtomicBoolean locked = new AtomicBoolean();
        boolean delete = works("delete", refused, () -> {
            locked.set(isLocked(store, name));
            return locked.get() || !write || store.find(name).isEmpty();
        });
        return new Rights(write, read, list, delete && !locked.get(), locked.get(), List.copyOf(refused));
    }

    /** Tries to delete it; a lock is no refusal of a right. */
    private static boolean isLocked(ObjectStore store, String name) throws IOException {
        try {
            store.delete(name);
            return false;
        } catch (StoreException e) {
            if (e.getCause() instanceof RefusedException refused && refused.isLocked()) {
                return true;
            }
            throw e;
        }
    }

    @FunctionalInterface
    private interface Attempt {
        /** Whether the store did what was asked. */
        boolean works() throws IOException;
    }

    private static boolean works(String right, List<String> refused, Attempt attempt) {
        try {
            if (attempt.works()) {
                return true;
            }
            refused.add(right + " (it was not done, although nothing was refused)");
        } catch (IOException e) {
            refused.add(right + " (" + e.getMessage() + ")");
        }
        return false;
    }

    private static boolean isThere(ObjectStore store, String name, String nonce) throws IOException {
        try (InputStream in = store.read(name, 0)) {
            return new String(in.readNBytes(LONGEST), UTF_8).equals(nonce);
        }
    }

    /** Who may read and list is told that an object is missing; others only that it is none of their business. */
    private static boolean isRefusedForAbsence(ObjectStore store, String name) throws IOException {
        try (InputStream in = store.read(name, 0)) {
            return in.read() >= 0;
        } catch (StoreException e) {
            if (e.kind() == StoreException.Kind.MISSING) {
                return true;
            }
            throw e;
        }
    }

    public boolean areAll() {
        return refused.isEmpty();
    }

    @Override
    public String toString() {
        List<String> granted = new ArrayList<>();
        if (mayWrite) {
            granted.add("write");
        }
        if (mayRead) {
            granted.add("read");
        }
        if (mayList) {
            granted.add("list");
        }
        if (mayDelete) {
            granted.add("delete");
        }
        String may = granted.isEmpty() ? "nothing is allowed" : "may " + String.join(", ", granted);
        if (locked) {
            may += ", but delete nothing before its lock ends";
        }
        return refused.isEmpty() ? may : may + "; refused: " + String.join("; ", refused);
    }
}
