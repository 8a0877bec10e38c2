// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.bidsforge.core.config.Secret;
import org.bidsforge.store.StoreCredentials;
import org.junit.jupiter.api.Test;

class RenewedCredentialsTest {
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    private final Duration life = Duration.ofHours(1);
    private Instant now = START;
    private int asked;
    private boolean broken;

    private final RenewedCredentials credentials = new RenewedCredentials(this::grant, new Moving());

    private final class Moving extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private Granted grant() throws IOException {
        asked++;
        if (broken) {
            throw new IOException("the token service is away");
        }
        return new Granted(
                new StoreCredentials("key-" + asked, new Secret("s"), Optional.of(new Secret("t")), ""),
                Optional.of(now.plus(life)));
    }

    private String keyAfter(Duration time) throws IOException {
        now = START.plus(time);
        return credentials.present().accessKey();
    }

    @Test
    void asksOnceWhileTheyLast() throws IOException {
        assertThat(keyAfter(Duration.ZERO)).isEqualTo("key-1");
        assertThat(keyAfter(Duration.ofMinutes(54))).isEqualTo("key-1");
    }

    @Test
    void asksAnewBeforeTheyEnd() throws IOException {
        keyAfter(Duration.ZERO);

        assertThat(keyAfter(Duration.ofMinutes(56))).isEqualTo("key-2");
    }

    @Test
    void usesWhatIsStillValidWhenNoneIsToBeHad() throws IOException {
        keyAfter(Duration.ZERO);
        broken = true;

        assertThat(keyAfter(Duration.ofMinutes(57))).isEqualTo("key-1");
        assertThatThrownBy(() -> keyAfter(Duration.ofMinutes(61))).hasMessageContaining("away");
    }

    @Test
    void asksAnewForWhatTheServerRefusesAsEnded() throws IOException {
        keyAfter(Duration.ZERO);
        StoreCredentials refused = credentials.present();

        assertThat(credentials.renew(refused)).isTrue();
        assertThat(keyAfter(Duration.ofMinutes(1))).isEqualTo("key-2");
        // Another request with the old ones is refused, too.
        assertThat(credentials.renew(refused)).isTrue();
        assertThat(keyAfter(Duration.ofMinutes(1))).isEqualTo("key-2");
    }
}
