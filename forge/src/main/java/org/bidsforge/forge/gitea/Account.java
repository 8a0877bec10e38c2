// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.gitea;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.bidsforge.forge.ForgeException;
import org.bidsforge.forge.ForgeUser;

/** A user as the API tells it. */
record Account(String login, @JsonProperty("is_admin") boolean admin) {
    /** Whose token this is. */
    static ForgeUser of(Wire wire) throws ForgeException {
        Call call =
                Call.get("/user", "ask who the token belongs to at", wire.base().toString());
        Account account = wire.read(call, Account.class);
        return new ForgeUser(account.login(), account.admin());
    }
}
