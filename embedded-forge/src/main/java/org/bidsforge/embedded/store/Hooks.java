// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Hooks and the deliveries that wait for their one attempt. */
public final class Hooks {
    private static final String COLUMNS = "select id, repository_id, url, content_type, secret, events, branch_filter,"
            + " authorization_header, active, created, updated from hook ";

    private final Database database;

    public Hooks(Database database) {
        this.database = database;
    }

    /** One event for one hook; the body is the exact text that is signed. */
    public record Delivery(long id, long hook, String uuid, String event, String eventType, String body) {}

    public Hook add(Hook hook) {
        long id = database.insert(
                "insert into hook(repository_id, url, content_type, secret, events, branch_filter,"
                        + " authorization_header, active, created, updated) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                hook.repository(),
                hook.url(),
                hook.contentType(),
                hook.secret(),
                Json.write(hook.events()),
                hook.branchFilter(),
                hook.authorizationHeader(),
                hook.active(),
                hook.created().getEpochSecond(),
                hook.updated().getEpochSecond());
        return find(id).orElseThrow();
    }

    public Hook update(Hook hook) {
        database.update(
                "update hook set url = ?, content_type = ?, secret = ?, events = ?, branch_filter = ?,"
                        + " authorization_header = ?, active = ?, updated = ? where id = ?",
                hook.url(),
                hook.contentType(),
                hook.secret(),
                Json.write(hook.events()),
                hook.branchFilter(),
                hook.authorizationHeader(),
                hook.active(),
                Moments.now().getEpochSecond(),
                hook.id());
        return find(hook.id()).orElseThrow();
    }

    public void remove(Hook hook) {
        database.update("delete from hook where id = ?", hook.id());
    }

    public Optional<Hook> find(long id) {
        return database.first(Hooks::read, COLUMNS + "where id = ?", id);
    }

    public List<Hook> of(StoredRepository repository) {
        return database.list(Hooks::read, COLUMNS + "where repository_id = ? order by id", repository.id());
    }

    public void enqueue(Hook hook, String uuid, String event, String eventType, String body) {
        database.insert(
                "insert into delivery(hook_id, uuid, event, event_type, body) values (?, ?, ?, ?, ?)",
                hook.id(),
                uuid,
                event,
                eventType,
                body);
    }

    public Optional<Delivery> next() {
        return database.first(
                row -> new Delivery(
                        row.getLong(1),
                        row.getLong(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6)),
                "select id, hook_id, uuid, event, event_type, body from delivery order by id limit 1");
    }

    public void attempted(Delivery delivery) {
        database.update("delete from delivery where id = ?", delivery.id());
    }

    private static Hook read(ResultSet row) throws SQLException {
        return new Hook(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                Json.strings(row.getString(6)),
                row.getString(7),
                row.getString(8),
                row.getBoolean(9),
                Moments.of(row.getLong(10)),
                Moments.of(row.getLong(11)));
    }
}
