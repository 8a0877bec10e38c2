// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.bidsforge.embedded.store.StoredToken;
import org.bidsforge.embedded.store.Tokens;
import org.jspecify.annotations.Nullable;

/** Reads the Authorization header: {@code token X}, {@code Bearer X}, or Basic with the token as password or user. */
public final class Authentication {
    private final Tokens tokens;

    public Authentication(Tokens tokens) {
        this.tokens = tokens;
    }

    /** The caller; nothing without the header. A token that is not known is refused with 401. */
    public Optional<Caller> of(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return Optional.empty();
        }
        int space = header.indexOf(' ');
        String scheme = space < 0 ? "" : header.substring(0, space);
        String value = header.substring(space + 1).strip();
        Optional<StoredToken> token = Optional.empty();
        if (scheme.equalsIgnoreCase("token") || scheme.equalsIgnoreCase("bearer")) {
            token = tokens.find(value);
        } else if (scheme.equalsIgnoreCase("basic")) {
            token = basic(value);
        }
        return Optional.of(
                token.map(Caller::new).orElseThrow(() -> ApiProblem.of(401, "invalid username, password or token")));
    }

    private Optional<StoredToken> basic(String value) {
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        int colon = pair.indexOf(':');
        String user = colon < 0 ? pair : pair.substring(0, colon);
        String password = colon < 0 ? "" : pair.substring(colon + 1);
        // The token alone says who it is; git users write any name beside it.
        return tokens.find(password).or(() -> tokens.find(user));
    }
}
