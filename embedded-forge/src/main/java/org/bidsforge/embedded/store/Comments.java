// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Comments on merge requests and what is attached to them. */
public final class Comments {
    private static final String COLUMNS = "select id, pull_id, author_id, body, created, updated from comment ";
    private static final String FILES = "select id, uuid, pull_id, comment_id, name, size, created from attachment ";

    private final Database database;
    private final Accounts accounts;
    private final Pulls pulls;

    public Comments(Database database, Accounts accounts, Pulls pulls) {
        this.database = database;
        this.accounts = accounts;
        this.pulls = pulls;
    }

    public Comment add(Pull pull, Account author, String body) {
        long now = Moments.now().getEpochSecond();
        long id = database.insert(
                "insert into comment(pull_id, author_id, body, created, updated) values (?, ?, ?, ?, ?)",
                pull.id(),
                author.id(),
                body,
                now,
                now);
        return find(id).orElseThrow();
    }

    public Comment edit(Comment comment, String body) {
        database.update(
                "update comment set body = ?, updated = ? where id = ?",
                body,
                Moments.now().getEpochSecond(),
                comment.id());
        return find(comment.id()).orElseThrow();
    }

    public void remove(Comment comment) {
        database.update("update attachment set comment_id = null where comment_id = ?", comment.id());
        database.update("delete from comment where id = ?", comment.id());
    }

    public Optional<Comment> find(long id) {
        return database.first(this::read, COLUMNS + "where id = ?", id);
    }

    public List<Comment> of(Pull pull) {
        return database.list(this::read, COLUMNS + "where pull_id = ? order by id", pull.id());
    }

    public long count(Pull pull) {
        return database.count("select count(*) from comment where pull_id = ?", pull.id());
    }

    public Attachment attach(Pull pull, OptionalLong comment, String uuid, String name, long size) {
        @Nullable Long commentId = comment.isPresent() ? comment.getAsLong() : null;
        database.insert(
                "insert into attachment(uuid, pull_id, comment_id, name, size, created) values (?, ?, ?, ?, ?, ?)",
                uuid,
                pull.id(),
                commentId,
                name,
                size,
                Moments.now().getEpochSecond());
        return attachment(uuid).orElseThrow();
    }

    public Optional<Attachment> attachment(String uuid) {
        return database.first(this::file, FILES + "where uuid = ?", uuid);
    }

    public List<Attachment> attachments(Pull pull) {
        return database.list(this::file, FILES + "where pull_id = ? and comment_id is null order by id", pull.id());
    }

    public List<Attachment> attachments(Comment comment) {
        return database.list(this::file, FILES + "where comment_id = ? order by id", comment.id());
    }

    public void remove(Attachment attachment) {
        database.update("delete from attachment where id = ?", attachment.id());
    }

    private Comment read(ResultSet row) throws SQLException {
        return new Comment(
                row.getLong(1),
                pulls.get(row.getLong(2)),
                accounts.get(row.getLong(3)),
                row.getString(4),
                Moments.of(row.getLong(5)),
                Moments.of(row.getLong(6)));
    }

    private Attachment file(ResultSet row) throws SQLException {
        long comment = row.getLong(4);
        OptionalLong of = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(comment);
        return new Attachment(
                row.getLong(1),
                row.getString(2),
                pulls.get(row.getLong(3)),
                of,
                row.getString(5),
                row.getLong(6),
                Moments.of(row.getLong(7)));
    }
}
