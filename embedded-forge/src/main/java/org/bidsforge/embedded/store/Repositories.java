// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Repositories and the refs of them that were announced. */
public final class Repositories {
    private static final String COLUMNS =
            "select id, owner_id, name, description, private, default_branch, settings, created, updated from repository ";

    private final Database database;
    private final Accounts accounts;

    public Repositories(Database database, Accounts accounts) {
        this.database = database;
        this.accounts = accounts;
    }

    public StoredRepository add(Account owner, String name, String description, boolean closed, String defaultBranch) {
        long now = Moments.now().getEpochSecond();
        long id = database.insert(
                "insert into repository(owner_id, name, description, private, default_branch, settings, created, updated)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                owner.id(),
                name,
                description,
                closed,
                defaultBranch,
                Json.write(MergeSettings.DEFAULT),
                now,
                now);
        return get(id);
    }

    public Optional<StoredRepository> find(String owner, String name) {
        return accounts.find(owner)
                .flatMap(account ->
                        database.first(this::read, COLUMNS + "where owner_id = ? and name = ?", account.id(), name));
    }

    public StoredRepository get(long id) {
        return database.first(this::read, COLUMNS + "where id = ?", id).orElseThrow();
    }

    public List<StoredRepository> all() {
        return database.list(this::read, COLUMNS + "order by id");
    }

    public void update(StoredRepository repository) {
        database.update(
                "update repository set description = ?, private = ?, default_branch = ?, settings = ?, updated = ?"
                        + " where id = ?",
                repository.description(),
                repository.closed(),
                repository.defaultBranch(),
                Json.write(repository.settings()),
                Moments.now().getEpochSecond(),
                repository.id());
    }

    /** Full ref names and commits, as last told to hooks and workflows. */
    public Map<String, String> announced(StoredRepository repository) {
        Map<String, String> refs = new TreeMap<>();
        database.list(
                row -> refs.put(row.getString(1), row.getString(2)),
                "select name, sha from announced_ref where repository_id = ?",
                repository.id());
        return refs;
    }

    public void announce(StoredRepository repository, String ref, String sha) {
        database.update(
                "insert into announced_ref(repository_id, name, sha) values (?, ?, ?)"
                        + " on conflict do update set sha = excluded.sha",
                repository.id(),
                ref,
                sha);
    }

    public void retract(StoredRepository repository, String ref) {
        database.update("delete from announced_ref where repository_id = ? and name = ?", repository.id(), ref);
    }

    public long branchCount(StoredRepository repository) {
        return database.count(
                "select count(*) from announced_ref where repository_id = ? and name like 'refs/heads/%'",
                repository.id());
    }

    private StoredRepository read(ResultSet row) throws SQLException {
        return new StoredRepository(
                row.getLong(1),
                accounts.get(row.getLong(2)),
                row.getString(3),
                row.getString(4),
                row.getBoolean(5),
                row.getString(6),
                Json.read(row.getString(7), MergeSettings.class),
                Moments.of(row.getLong(8)),
                Moments.of(row.getLong(9)));
    }
}
