// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.bidsforge.core.config.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WebSessionsTest {
    @TempDir
    Path folder;

    private final SetClock clock = new SetClock();
    private Database database;
    private Tokens tokens;
    private WebSessions sessions;
    private StoredToken token;

    @BeforeEach
    void open() throws IOException {
        database = Database.open(folder.resolve("forge.db"));
        Accounts accounts = new Accounts(database);
        tokens = new Tokens(database, accounts);
        sessions = new WebSessions(database, tokens, clock);
        Account ann = accounts.add("ann", false, "ann@example.org", "", "");
        token = tokens.add(ann, "browser", Tokens.random(), List.of("read:repository"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aCodeIsGoodOnce() {
        Secret code = sessions.oneTimeCode(token, "/lab/study-bids");

        assertThat(sessions.redeem(code.value()).map(WebSessions.Entrance::path))
                .contains("/lab/study-bids");
        assertThat(sessions.redeem(code.value())).isEmpty();
    }

    @Test
    void aCodeIsGoodForTenMinutes() {
        Secret code = sessions.oneTimeCode(token, "/");
        Secret other = sessions.oneTimeCode(token, "/");

        clock.pass(Duration.ofMinutes(9));
        assertThat(sessions.redeem(code.value())).isPresent();
        clock.pass(Duration.ofMinutes(2));
        assertThat(sessions.redeem(other.value())).isEmpty();
    }

    @Test
    void aSessionHasTheRightsOfItsTokenAndEndsWithIt() {
        Secret cookie = sessions.start(token);

        StoredToken rights = sessions.find(cookie.value()).orElseThrow().token();
        assertThat(rights.allows("repository", false)).isTrue();
        assertThat(rights.allows("repository", true)).isFalse();
        tokens.remove(token.account(), "browser");
        assertThat(sessions.find(cookie.value())).isEmpty();
    }

    @Test
    void aSessionEndsByItselfAndWhenAsked() {
        Secret first = sessions.start(token);
        Secret second = sessions.start(token);

        sessions.end(first.value());
        assertThat(sessions.find(first.value())).isEmpty();
        assertThat(sessions.find(second.value())).isPresent();
        clock.pass(WebSessions.SESSION.plusSeconds(1));
        assertThat(sessions.find(second.value())).isEmpty();
    }

    @Test
    void secretsHave256BitsAndAreNotKept() throws IOException {
        Secret cookie = sessions.start(token);
        Secret code = sessions.oneTimeCode(token, "/");

        assertThat(cookie.value()).hasSize(43);
        assertThat(code.value()).hasSize(43);
        database.close();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain(cookie.value(), code.value());
            }
        }
    }

    private static final class SetClock extends Clock {
        private Instant now = Instant.parse("2026-03-01T12:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
