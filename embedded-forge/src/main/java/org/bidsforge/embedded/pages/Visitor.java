// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

package org.bidsforge.embedded.pages;

import io.javalin.http.Context;
import java.util.Optional;
import org.bidsforge.embedded.events.Actor;
import org.bidsforge.embedded.store.Account;
import org.bidsforge.embedded.store.StoredRepository;

/**
 * Who looks at a page.
 *
 * @param formToken of the browser's session; empty for others
 * @param repository the only one that a token reaches, if it is of that kind
 */
record Visitor(Optional<Account> account, String formToken, Optional<Long> repository) {
    private static final String ATTRIBUTE = Visitor.class.getName();

    static final Visitor NOBODY = new Visitor(Optional.empty(), "", Optional.empty());

    void remember(Context context) {
        context.attribute(ATTRIBUTE, this);
    }

    static Visitor of(Context context) {
        Visitor visitor = context.attribute(ATTRIBUTE);
        return visitor == null ? NOBODY : visitor;
    }

    boolean mayRead(StoredRepository stored) {
        if (account.isEmpty()) {
            return !stored.closed();
        }
        return repository.isEmpty() || repository.get() == stored.id();
    }

    Actor actor() {
        return new Actor(account.orElseThrow(), false);
    }

    String name() {
        return account.map(Account::name).orElse("");
    }
}
