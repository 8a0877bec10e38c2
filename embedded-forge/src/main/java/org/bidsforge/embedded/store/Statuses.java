// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Commit statuses: all that were said, the newest of a context counts. */
public final class Statuses {
    private static final String COLUMNS =
            "select id, sha, context, state, description, target_url, creator_id, created from commit_status ";

    private final Database database;
    private final Accounts accounts;

    public Statuses(Database database, Accounts accounts) {
        this.database = database;
        this.accounts = accounts;
    }

    /** What a new status says. */
    public record New(String sha, String context, String state, String description, String targetUrl) {}

    public CommitStatus add(StoredRepository repository, New status, Optional<Account> creator) {
        @Nullable Long creatorId = creator.isPresent() ? creator.get().id() : null;
        long id = database.insert(
                "insert into commit_status(repository_id, sha, context, state, description, target_url, creator_id,"
                        + " created) values (?, ?, ?, ?, ?, ?, ?, ?)",
                repository.id(),
                status.sha(),
                status.context(),
                status.state(),
                status.description(),
                status.targetUrl(),
                creatorId,
                Moments.now().getEpochSecond());
        return database.first(this::read, COLUMNS + "where id = ?", id).orElseThrow();
    }

    /** Newest first. */
    public List<CommitStatus> of(StoredRepository repository, String sha) {
        return database.list(
                this::read, COLUMNS + "where repository_id = ? and sha = ? order by id desc", repository.id(), sha);
    }

    /** The newest of each context, oldest first. */
    public List<CommitStatus> latest(StoredRepository repository, String sha) {
        Map<String, CommitStatus> latest = new LinkedHashMap<>();
        of(repository, sha).forEach(status -> latest.putIfAbsent(status.context(), status));
        List<CommitStatus> list = new ArrayList<>(latest.values());
        list.sort(Comparator.comparingLong(CommitStatus::id));
        return list;
    }

    /** One word for several: a failure wins, then what is not finished. */
    public static String combined(List<CommitStatus> latest) {
        List<String> states = latest.stream().map(CommitStatus::state).toList();
        if (states.contains("failure") || states.contains("error")) {
            return "failure";
        }
        if (states.isEmpty() || states.contains("pending")) {
            return "pending";
        }
        return states.contains("warning") ? "warning" : "success";
    }

    private CommitStatus read(ResultSet row) throws SQLException {
        long creator = row.getLong(7);
        Optional<Account> by = row.wasNull() ? Optional.empty() : Optional.of(accounts.get(creator));
        return new CommitStatus(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                by,
                Moments.of(row.getLong(8)));
    }
}
