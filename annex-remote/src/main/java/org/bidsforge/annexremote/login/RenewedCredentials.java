// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.login;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.bidsforge.store.CredentialSource;
import org.bidsforge.store.StoreCredentials;
import org.jspecify.annotations.Nullable;

/**
 * Credentials that are asked for when they are first needed, and anew shortly before they end, so that no request
 * starts with credentials that end in its midst; and when a server says that they have ended already.
 */
final class RenewedCredentials implements CredentialSource {
    private static final Duration LONGEST_MARGIN = Duration.ofMinutes(5);
    private static final int PART_OF_LIFE = 5;
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

    private final Grant grant;
    private final Clock clock;
    private @Nullable Granted granted;
    private Instant renewal = Instant.MIN;

    RenewedCredentials(Grant grant, Clock clock) {
        this.grant = grant;
        this.clock = clock;
    }

    @Override
    public synchronized StoreCredentials present() throws IOException {
        Granted held = granted;
        Instant now = clock.instant();
        if (held != null && now.isBefore(renewal)) {
            return held.credentials();
        }
        try {
            held = grant.ask();
        } catch (IOException e) {
            // What is still valid is used to its end, with a new attempt now and then.
            if (held == null || !held.expires().map(now::isBefore).orElse(true)) {
                throw e;
            }
            renewal = now.plus(PAUSE_AFTER_FAILURE);
            return held.credentials();
        }
        granted = held;
        renewal = held.expires().map(end -> renewal(now, end)).orElse(Instant.MAX);
        return held.credentials();
    }

    /** Another thread may have noticed before; its new ones are used then. */
    @Override
    public synchronized boolean renew(StoreCredentials refused) {
        Granted held = granted;
        if (held != null && held.credentials().equals(refused)) {
            granted = null;
        }
        return true;
    }

    private static Instant renewal(Instant now, Instant end) {
        Duration margin = Duration.between(now, end).dividedBy(PART_OF_LIFE);
        return end.minus(margin.compareTo(LONGEST_MARGIN) < 0 ? margin : LONGEST_MARGIN);
    }
}
