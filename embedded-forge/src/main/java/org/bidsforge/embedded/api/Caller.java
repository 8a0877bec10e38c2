// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.api;

import org.bidsforge.embedded.events.Actor;
import org.bidsforge.embedded.store.Account;
import org.bidsforge.embedded.store.StoredRepository;
import org.bidsforge.embedded.store.StoredToken;

/** Who calls, and what the token allows. */
public record Caller(StoredToken token) {
    public Account account() {
        return token.account();
    }

    public Actor actor() {
        return new Actor(account(), token.job().isPresent());
    }

    /** Whether the token reaches the repository at all: a job's reaches only its own. */
    public boolean reaches(StoredRepository repository) {
        return token.repository().isEmpty() || token.repository().getAsLong() == repository.id();
    }
}
