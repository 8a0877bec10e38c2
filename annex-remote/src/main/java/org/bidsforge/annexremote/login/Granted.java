// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.login;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.bidsforge.core.config.Secret;
import org.bidsforge.store.StoreCredentials;

/**
 * Credentials as somebody gave them.
 *
 * @param expires when they end; empty if they last
 */
record Granted(StoreCredentials credentials, Optional<Instant> expires) {
    static Granted of(String accessKey, String secretKey, String sessionToken, String region, String expires) {
        Optional<Secret> token =
                Optional.of(sessionToken).filter(text -> !text.isEmpty()).map(Secret::new);
        return new Granted(
                new StoreCredentials(accessKey, new Secret(secretKey), token, region),
                Optional.of(expires).filter(text -> !text.isEmpty()).map(Granted::instant));
    }

    private static Instant instant(String text) {
        try {
            return java.time.OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "the end of credentials must be a time as 2030-01-31T12:00:00Z: " + text, e);
        }
    }
}
