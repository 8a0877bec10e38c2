// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.store;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.bidsforge.core.config.Secret;

/** Who is signed in with a browser; of cookies and one-time codes only hashes are kept. */
public final class WebSessions {
    /** How long a browser stays signed in. */
    public static final Duration SESSION = Duration.ofHours(12);

    /** How long a one-time code is good. */
    public static final Duration CODE = Duration.ofMinutes(10);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Database database;
    private final Tokens tokens;
    private final Clock clock;

    public WebSessions(Database database, Tokens tokens, Clock clock) {
        this.database = database;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * A browser's session.
     *
     * @param token what the session may do
     * @param formToken goes into each form that changes something
     */
    public record WebSession(StoredToken token, Secret formToken) {}

    /** Where a one-time code leads, with the rights of the token. */
    public record Entrance(StoredToken token, String path) {}

    /** Starts a session, which ends with its token at the latest; tells the cookie's value. */
    public Secret start(StoredToken token) {
        Secret cookie = random();
        database.update("delete from web_session where expires < ?", now());
        database.insert(
                "insert into web_session(hash, token_id, form_token, expires) values (?, ?, ?, ?)",
                Tokens.hash(cookie.value()),
                token.id(),
                random().value(),
                now() + SESSION.toSeconds());
        return cookie;
    }

    public Optional<WebSession> find(String cookie) {
        return database.first(
                row -> new WebSession(tokens.get(row.getLong(1)), new Secret(row.getString(2))),
                "select token_id, form_token from web_session where hash = ? and expires > ?",
                Tokens.hash(cookie),
                now());
    }

    public void end(String cookie) {
        database.update("delete from web_session where hash = ?", Tokens.hash(cookie));
    }

    /** A code for one sign-in that then shows the path. */
    public Secret oneTimeCode(StoredToken token, String path) {
        Secret code = random();
        database.update("delete from sign_in_code where expires < ?", now());
        database.insert(
                "insert into sign_in_code(hash, token_id, path, expires) values (?, ?, ?, ?)",
                Tokens.hash(code.value()),
                token.id(),
                path,
                now() + CODE.toSeconds());
        return code;
    }

    /** Takes a code, which is worth nothing afterwards. */
    public Optional<Entrance> redeem(String code) {
        return database.transaction(() -> {
            Optional<Entrance> entrance = database.first(
                    row -> new Entrance(tokens.get(row.getLong(1)), row.getString(2)),
                    "select token_id, path from sign_in_code where hash = ? and expires > ?",
                    Tokens.hash(code),
                    now());
            database.update("delete from sign_in_code where hash = ?", Tokens.hash(code));
            return entrance;
        });
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    /** 256 bits. */
    private static Secret random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
