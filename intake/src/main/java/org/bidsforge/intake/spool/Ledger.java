// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.spool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a session's journal says, folded line by line. Not thread-safe: its session guards it. */
final class Ledger {
    private final TreeMap<Integer, SpoolObject> objects = new TreeMap<>();
    private final Map<String, List<SpoolObject>> byInstance = new HashMap<>();
    private final Set<String> series = new HashSet<>();
    private final Set<Integer> committed = new HashSet<>();
    private final Set<Integer> dropped = new HashSet<>();
    private final Set<Integer> released = new HashSet<>();
    private boolean replaces;
    private String study = "";
    private SessionState state = SessionState.RECEIVING;
    private String reason = "";
    private long since;
    private long bytes;
    private Optional<Destination> destination = Optional.empty();
    private Optional<String> commit = Optional.empty();

    static Ledger of(List<Entry> entries) {
        Ledger ledger = new Ledger();
        entries.forEach(ledger::apply);
        return ledger;
    }

    // A chain, not a switch: pattern switches over sealed types are only a preview in Java 17.
    void apply(Entry entry) {
        if (entry instanceof Entry.Opened opened) {
            study = opened.study();
        } else if (entry instanceof Entry.Received received) {
            add(received.object());
        } else if (entry instanceof Entry.Moved moved) {
            state = moved.state();
            reason = moved.reason();
            since = moved.at();
        } else if (entry instanceof Entry.Routed routed) {
            destination = Optional.of(new Destination(routed.study(), routed.session()));
        } else if (entry instanceof Entry.Committed done) {
            commit = Optional.of(done.commit());
            committed.addAll(done.objects());
        } else if (entry instanceof Entry.Resolved resolved) {
            resolve(resolved.keep());
        }
    }

    private void add(SpoolObject object) {
        if (objects.put(object.number(), object) != null) {
            return;
        }
        byInstance.computeIfAbsent(object.instance(), key -> new ArrayList<>()).add(object);
        series.add(object.series());
        bytes += object.size();
    }

    private void resolve(Keep keep) {
        replaces = keep == Keep.SECOND;
        for (SpoolObject conflict : conflicts()) {
            if (keep == Keep.FIRST) {
                dropped.add(conflict.number());
                continue;
            }
            released.add(conflict.number());
            for (SpoolObject other : byInstance.getOrDefault(conflict.instance(), List.of())) {
                if (other.number() < conflict.number()) {
                    dropped.add(other.number());
                }
            }
        }
    }

    /** Objects that a person must look at: same instance, other bytes, and no answer yet. */
    List<SpoolObject> conflicts() {
        return objects.values().stream()
                .filter(SpoolObject::conflict)
                .filter(object -> !released.contains(object.number()) && !dropped.contains(object.number()))
                .toList();
    }

    /** Objects that are not in a commit yet, without those that a person must look at. */
    List<SpoolObject> pending() {
        return objects.values().stream()
                .filter(object -> !committed.contains(object.number()) && !dropped.contains(object.number()))
                .filter(object -> !object.conflict() || released.contains(object.number()))
                .toList();
    }

    /** Objects whose raw file is needed no more. */
    List<SpoolObject> finished() {
        return objects.values().stream()
                .filter(object -> committed.contains(object.number()) || dropped.contains(object.number()))
                .toList();
    }

    /** Whether a person said that the newer of two objects counts, also against one that is committed. */
    boolean replaces() {
        return replaces;
    }

    boolean holdsWork() {
        return !pending().isEmpty() || !conflicts().isEmpty();
    }

    List<SpoolObject> ofInstance(String instance) {
        return byInstance.getOrDefault(instance, List.of());
    }

    List<SpoolObject> all() {
        return List.copyOf(objects.values());
    }

    int lastNumber() {
        if (objects.isEmpty()) {
            return 0;
        }
        return objects.lastKey();
    }

    String study() {
        return study;
    }

    SessionSummary summary(String id) {
        return new SessionSummary(
                id, state, reason, since, destination, commit, new Amount(objects.size(), series.size(), bytes));
    }

    SessionState state() {
        return state;
    }
}
