// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.events;

import java.util.UUID;
import org.bidsforge.embedded.store.BranchPattern;
import org.bidsforge.embedded.store.Hook;
import org.bidsforge.embedded.store.Json;
import org.bidsforge.embedded.store.StoredRepository;
import org.bidsforge.embedded.store.Tables;
import org.bidsforge.embedded.wire.Shape;

/** Writes events down for the hooks that want them, in the transaction of what happened. */
public final class HookQueue {
    private final Tables tables;
    private final HookSender sender;

    public HookQueue(Tables tables, HookSender sender) {
        this.tables = tables;
        this.sender = sender;
    }

    /** An event's two names: the coarse one of the older headers and the exact one. */
    public record Kind(String event, String type) {
        public static Kind of(String name) {
            return new Kind(name, name);
        }
    }

    /** Enqueues an event of the repository. */
    public void add(StoredRepository repository, Kind kind, Shape payload) {
        add(repository, kind, "", payload);
    }

    /** Enqueues an event of a branch, which hooks may filter. */
    public void add(StoredRepository repository, Kind kind, String branch, Shape payload) {
        for (Hook hook : tables.hooks().of(repository)) {
            if (hook.active() && hook.events().contains(kind.type()) && covers(hook.branchFilter(), branch)) {
                add(hook, kind, payload);
            }
        }
    }

    /** Enqueues an event for one hook, whatever that asks for. */
    public void add(Hook hook, Kind kind, Shape payload) {
        tables.hooks()
                .enqueue(hook, UUID.randomUUID().toString(), kind.event(), kind.type(), Json.write(payload.fields()));
        tables.database().afterCommit(sender::wake);
    }

    private static boolean covers(String filter, String branch) {
        return filter.isEmpty() || filter.equals("*") || branch.isEmpty() || BranchPattern.matches(filter, branch);
    }
}
