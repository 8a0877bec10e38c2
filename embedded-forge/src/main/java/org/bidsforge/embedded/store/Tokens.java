// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bidsforge.core.config.Secret;
import org.jspecify.annotations.Nullable;

/** Access tokens. Their texts are random and long, so that a plain hash of them is enough. */
public final class Tokens {
    private static final String COLUMNS =
            "select t.id, t.account_id, t.name, t.last_eight, t.scopes, t.job_id, t.created,"
                    + " (select r.repository_id from job j join run r on r.id = j.run_id where j.id = t.job_id) from token t ";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Database database;
    private final Accounts accounts;

    public Tokens(Database database, Accounts accounts) {
        this.database = database;
        this.accounts = accounts;
    }

    /** A new unguessable text. */
    public static Secret random() {
        byte[] bytes = new byte[20];
        RANDOM.nextBytes(bytes);
        return new Secret(HexFormat.of().formatHex(bytes));
    }

    /** What is kept of an unguessable text. */
    public static String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java without SHA-256", e);
        }
    }

    public StoredToken add(Account account, String name, Secret secret, List<String> scopes) {
        long id = insert(account, name, secret, scopes, null);
        return find(secret.value()).filter(token -> token.id() == id).orElseThrow();
    }

    /** A token for as long as a job runs. */
    public void addForJob(Account account, long job, Secret secret) {
        insert(account, "job " + job, secret, List.of("write:repository", "write:issue"), job);
    }

    public void removeForJob(long job) {
        database.update("delete from token where job_id = ?", job);
    }

    public Optional<StoredToken> find(String text) {
        return database.first(this::read, COLUMNS + "where t.hash = ?", hash(text));
    }

    /** The token of an id that another row names, so it is there. */
    StoredToken get(long id) {
        return database.first(this::read, COLUMNS + "where t.id = ?", id).orElseThrow();
    }

    public List<StoredToken> of(Account account) {
        return database.list(
                this::read, COLUMNS + "where t.account_id = ? and t.job_id is null order by t.id", account.id());
    }

    /** Whether there was one of this name or number. */
    public boolean remove(Account account, String nameOrId) {
        return database.update(
                        "delete from token where account_id = ? and (name = ? or cast(id as text) = ?)",
                        account.id(),
                        nameOrId,
                        nameOrId)
                > 0;
    }

    private long insert(Account account, String name, Secret secret, List<String> scopes, @Nullable Long job) {
        String text = secret.value();
        return database.insert(
                "insert into token(account_id, name, hash, last_eight, scopes, job_id, created)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                account.id(),
                name,
                hash(text),
                text.substring(Math.max(0, text.length() - 8)),
                String.join(" ", scopes),
                job,
                Instant.now().getEpochSecond());
    }

    private StoredToken read(ResultSet row) throws SQLException {
        String scopes = row.getString(5);
        return new StoredToken(
                row.getLong(1),
                accounts.get(row.getLong(2)),
                row.getString(3),
                row.getString(4),
                scopes.isEmpty() ? List.of() : List.of(scopes.split(" ")),
                optional(row, 6),
                optional(row, 8),
                Moments.of(row.getLong(7)));
    }

    private static OptionalLong optional(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
