// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Branch protection rules. */
public final class Protections {
    private static final String COLUMNS = "select id, rule_name, rule, created, updated from branch_protection ";

    private final Database database;

    public Protections(Database database) {
        this.database = database;
    }

    public Protection put(StoredRepository repository, String ruleName, JsonNode rule) {
        long now = Moments.now().getEpochSecond();
        database.update(
                "insert into branch_protection(repository_id, rule_name, rule, created, updated) values (?, ?, ?, ?, ?)"
                        + " on conflict do update set rule = excluded.rule, updated = excluded.updated",
                repository.id(),
                ruleName,
                rule.toString(),
                now,
                now);
        return find(repository, ruleName).orElseThrow();
    }

    public Optional<Protection> find(StoredRepository repository, String ruleName) {
        return database.first(
                Protections::read, COLUMNS + "where repository_id = ? and rule_name = ?", repository.id(), ruleName);
    }

    public boolean remove(StoredRepository repository, String ruleName) {
        return database.update(
                        "delete from branch_protection where repository_id = ? and rule_name = ?",
                        repository.id(),
                        ruleName)
                > 0;
    }

    public List<Protection> of(StoredRepository repository) {
        return database.list(Protections::read, COLUMNS + "where repository_id = ? order by id", repository.id());
    }

    /** The first rule for the branch. */
    public Optional<Protection> covering(StoredRepository repository, String branch) {
        return of(repository).stream().filter(rule -> rule.covers(branch)).findFirst();
    }

    private static Protection read(ResultSet row) throws SQLException {
        return new Protection(
                row.getLong(1),
                row.getString(2),
                Json.tree(row.getString(3)),
                Moments.of(row.getLong(4)),
                Moments.of(row.getLong(5)));
    }
}
