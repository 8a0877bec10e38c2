// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.login;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bidsforge.core.config.Secret;
import org.bidsforge.store.StoreCredentials;

/**
 * Credentials as somebody gave them.
 *
 * @param expires when they end; empty if they last
 */
record Granted(StoreCredentials credentials, Optional<Instant> expires) {
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]{0,16384}");

    static Granted of(String accessKey, String secretKey, String sessionToken, String region, String expires) {
        for (String text : List.of(accessKey, sessionToken)) {
            // They travel in headers.
            if (!PRINTABLE.matcher(text).matches()) {
                throw new IllegalArgumentException("an access key and a session token must be printable characters");
            }
        }
        Optional<Secret> token =
                Optional.of(sessionToken).filter(text -> !text.isEmpty()).map(Secret::new);
        return new Granted(
                new StoreCredentials(accessKey, new Secret(secretKey), token, region),
                Optional.of(expires).filter(text -> !text.isEmpty()).map(Granted::instant));
    }

    /** The same by a clock that differs that much. */
    Granted shifted(Duration difference) {
        return new Granted(credentials, expires.map(end -> end.plus(difference)));
    }

    private static Instant instant(String text) {
        try {
            Instant end = OffsetDateTime.parse(text).toInstant();
            if (end.isBefore(LATEST)) {
                return end;
            }
            throw new IllegalArgumentException("the end of credentials must be near: " + text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "the end of credentials must be a time as 2030-01-31T12:00:00Z: " + text, e);
        }
    }
}
