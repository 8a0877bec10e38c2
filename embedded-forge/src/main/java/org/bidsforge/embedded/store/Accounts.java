// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Users and organisations. */
public final class Accounts {
    private static final String COLUMNS =
            "select id, name, organization, full_name, email, description, visibility, created from account ";

    private final Database database;

    public Accounts(Database database) {
        this.database = database;
    }

    public Account add(String name, boolean organization, String email, String fullName, String description) {
        Instant now = Moments.now();
        long id = database.insert(
                "insert into account(name, organization, full_name, email, description, visibility, created)"
                        + " values (?, ?, ?, ?, ?, 'public', ?)",
                name,
                organization,
                fullName,
                email,
                description,
                now.getEpochSecond());
        return new Account(id, name, organization, fullName, email, description, "public", now);
    }

    public Optional<Account> find(String name) {
        return database.first(Accounts::read, COLUMNS + "where name = ?", name);
    }

    /** The account of an id that another row names, so it is there. */
    public Account get(long id) {
        return database.first(Accounts::read, COLUMNS + "where id = ?", id).orElseThrow();
    }

    public List<Account> organizations() {
        return database.list(Accounts::read, COLUMNS + "where organization = 1 order by name");
    }

    static Account read(ResultSet row) throws SQLException {
        return new Account(
                row.getLong(1),
                row.getString(2),
                row.getBoolean(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                Moments.of(row.getLong(8)));
    }
}
