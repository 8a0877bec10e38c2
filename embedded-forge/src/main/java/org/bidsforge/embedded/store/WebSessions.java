// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

package org.bidsforge.embedded.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bidsforge.core.config.Secret;

/** Who is signed in with a browser; of cookies and one-time links only hashes are kept. */
public final class WebSessions {
    private static final Duration SESSION = Duration.ofHours(12);
    private static final Duration CODE = Duration.ofDays(1);

    private final Database database;
    private final Accounts accounts;

    public WebSessions(Database database, Accounts accounts) {
        this.database = database;
        this.accounts = accounts;
    }

    /** A browser's session; the form token goes into each form that changes something. */
    public record WebSession(Account account, String formToken) {}

    /** Where a one-time link leads. */
    public record Entrance(Account account, String path) {}

    /** Starts a session and tells the cookie's value. */
    public Secret start(Account account) {
        Secret cookie = Tokens.random();
        long now = Instant.now().getEpochSecond();
        database.update("delete from web_session where expires < ?", now);
        database.insert(
                "insert into web_session(hash, account_id, form_token, expires) values (?, ?, ?, ?)",
                Tokens.hash(cookie.value()),
                account.id(),
                Tokens.random().value(),
                now + SESSION.toSeconds());
        return cookie;
    }

    public Optional<WebSession> find(String cookie) {
        return database.first(
                row -> new WebSession(accounts.get(row.getLong(1)), row.getString(2)),
                "select account_id, form_token from web_session where hash = ? and expires > ?",
                Tokens.hash(cookie),
                Instant.now().getEpochSecond());
    }

    public void end(String cookie) {
        database.update("delete from web_session where hash = ?", Tokens.hash(cookie));
    }

    /** A code for one sign-in that then shows the path. */
    public Secret oneTimeCode(Account account, String path) {
        Secret code = Tokens.random();
        long now = Instant.now().getEpochSecond();
        database.update("delete from sign_in_code where expires < ?", now);
        database.insert(
                "insert into sign_in_code(hash, account_id, path, expires) values (?, ?, ?, ?)",
                Tokens.hash(code.value()),
                account.id(),
                path,
                now + CODE.toSeconds());
        return code;
    }

    /** Takes a code, which is worth nothing afterwards. */
    public Optional<Entrance> redeem(String code) {
        return database.transaction(() -> {
            Optional<Entrance> entrance = database.first(
                    row -> new Entrance(accounts.get(row.getLong(1)), row.getString(2)),
                    "select account_id, path from sign_in_code where hash = ? and expires > ?",
                    Tokens.hash(code),
                    Instant.now().getEpochSecond());
            database.update("delete from sign_in_code where hash = ?", Tokens.hash(code));
            return entrance;
        });
    }
}
