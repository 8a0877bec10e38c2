// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import java.util.Optional;
import org.bidsforge.core.config.Secret;
import org.bidsforge.embedded.events.Actor;
import org.bidsforge.embedded.store.StoredRepository;
import org.bidsforge.embedded.store.StoredToken;
import org.bidsforge.embedded.store.WebSessions;

/**
 * Who looks at a page: a browser that is signed in, with the rights of the token it signed in with, or nobody known.
 */
record Visitor(Optional<WebSessions.WebSession> session) {
    boolean signedIn() {
        return session.isPresent();
    }

    boolean mayRead(StoredRepository repository) {
        return !repository.closed()
                || rights().filter(token -> mayRead(token, repository)).isPresent();
    }

    static boolean mayRead(StoredToken token, StoredRepository repository) {
        boolean reaches = token.repository().isEmpty() || token.repository().getAsLong() == repository.id();
        return reaches && token.allows("repository", false);
    }

    boolean mayWrite() {
        return rights().filter(token -> token.allows("repository", true)).isPresent();
    }

    String name() {
        return rights().map(token -> token.account().name()).orElse("");
    }

    String formToken() {
        return session.map(WebSessions.WebSession::formToken).map(Secret::value).orElse("");
    }

    /** The one who acts; for those who may. */
    Actor actor() {
        return new Actor(rights().orElseThrow(SignInNeeded::new).account(), false);
    }

    private Optional<StoredToken> rights() {
        return session.map(WebSessions.WebSession::token);
    }
}
