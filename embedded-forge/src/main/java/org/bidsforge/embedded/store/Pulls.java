// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Merge requests. */
public final class Pulls {
    private static final String COLUMNS = "select id, repository_id, number, author_id, title, body, state, head, base,"
            + " head_sha, base_sha, merge_sha, merged_by, merged_at, closed_at, created, updated from pull ";

    private final Database database;
    private final Accounts accounts;
    private final Repositories repositories;

    public Pulls(Database database, Accounts accounts, Repositories repositories) {
        this.database = database;
        this.accounts = accounts;
        this.repositories = repositories;
    }

    /** What a new merge request is made of. */
    public record New(String title, String body, String head, String base, String headSha, String baseSha) {}

    public Pull add(StoredRepository repository, Account author, New pull) {
        long number = 1 + database.count("select max(number) from pull where repository_id = ?", repository.id());
        long now = Moments.now().getEpochSecond();
        long id = database.insert(
                "insert into pull(repository_id, number, author_id, title, body, state, head, base, head_sha, base_sha,"
                        + " created, updated) values (?, ?, ?, ?, ?, 'open', ?, ?, ?, ?, ?, ?)",
                repository.id(),
                number,
                author.id(),
                pull.title(),
                pull.body(),
                pull.head(),
                pull.base(),
                pull.headSha(),
                pull.baseSha(),
                now,
                now);
        return get(id);
    }

    public Pull get(long id) {
        return database.first(this::read, COLUMNS + "where id = ?", id).orElseThrow();
    }

    public Optional<Pull> find(StoredRepository repository, long number) {
        return database.first(this::read, COLUMNS + "where repository_id = ? and number = ?", repository.id(), number);
    }

    /** The newest one of two branches, an open one first. */
    public Optional<Pull> find(StoredRepository repository, String base, String head) {
        return database.first(
                this::read,
                COLUMNS + "where repository_id = ? and base = ? and head = ? order by state = 'open' desc, number desc",
                repository.id(),
                base,
                head);
    }

    /** Newest first; the state is open, closed or all. */
    public List<Pull> list(StoredRepository repository, String state) {
        return database.list(
                this::read,
                COLUMNS + "where repository_id = ? and (? = 'all' or state = ?) order by number desc",
                repository.id(),
                state,
                state);
    }

    /** A part of the same list. */
    public List<Pull> list(StoredRepository repository, String state, int limit, int offset) {
        return database.list(
                this::read,
                COLUMNS + "where repository_id = ? and (? = 'all' or state = ?) order by number desc limit ? offset ?",
                repository.id(),
                state,
                state,
                limit,
                offset);
    }

    /** The open ones of all repositories, newest first. */
    public List<Pull> open(int limit) {
        return database.list(this::read, COLUMNS + "where state = 'open' order by id desc limit ?", limit);
    }

    public List<Pull> openFrom(StoredRepository repository, String head) {
        return database.list(
                this::read,
                COLUMNS + "where repository_id = ? and head = ? and state = 'open' order by number",
                repository.id(),
                head);
    }

    public List<Pull> openInto(StoredRepository repository, String base) {
        return database.list(
                this::read,
                COLUMNS + "where repository_id = ? and base = ? and state = 'open' order by number",
                repository.id(),
                base);
    }

    public long openCount(StoredRepository repository) {
        return count(repository, "open");
    }

    public long count(StoredRepository repository, String state) {
        return database.count(
                "select count(*) from pull where repository_id = ? and state = ?", repository.id(), state);
    }

    public Pull moveHead(Pull pull, String headSha) {
        return change(pull, "head_sha = ?", headSha);
    }

    public Pull describe(Pull pull, String title, String body) {
        return change(pull, "title = ?, body = ?", title, body);
    }

    public Pull retarget(Pull pull, String base, String baseSha) {
        return change(pull, "base = ?, base_sha = ?", base, baseSha);
    }

    public Pull close(Pull pull) {
        return change(pull, "state = 'closed', closed_at = ?", Moments.now().getEpochSecond());
    }

    public Pull reopen(Pull pull) {
        return change(pull, "state = 'open', closed_at = null");
    }

    public Pull merged(Pull pull, String baseSha, String mergeSha, Account by) {
        long now = Moments.now().getEpochSecond();
        return change(
                pull,
                "state = 'closed', base_sha = ?, merge_sha = ?, merged_by = ?, merged_at = ?, closed_at = ?",
                baseSha,
                mergeSha,
                by.id(),
                now,
                now);
    }

    private Pull change(Pull pull, String assignments, Object... values) {
        Object[] all = new Object[values.length + 2];
        System.arraycopy(values, 0, all, 0, values.length);
        all[values.length] = Moments.now().getEpochSecond();
        all[values.length + 1] = pull.id();
        database.update("update pull set " + assignments + ", updated = ? where id = ?", all);
        return get(pull.id());
    }

    private Pull read(ResultSet row) throws SQLException {
        String mergeSha = row.getString(12);
        Optional<Pull.Merge> merge = mergeSha == null
                ? Optional.empty()
                : Optional.of(new Pull.Merge(mergeSha, accounts.get(row.getLong(13)), Moments.of(row.getLong(14))));
        return new Pull(
                row.getLong(1),
                repositories.get(row.getLong(2)),
                row.getLong(3),
                accounts.get(row.getLong(4)),
                row.getString(5),
                row.getString(6),
                "open".equals(row.getString(7)),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                row.getString(11),
                merge,
                Moments.of(row.getLong(15)),
                Moments.of(row.getLong(16)),
                Moments.of(row.getLong(17)));
    }
}
