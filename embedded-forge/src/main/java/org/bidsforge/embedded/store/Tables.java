// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.store;

import java.time.Clock;

/** All tables of one database. */
public record Tables(
        Database database,
        Accounts accounts,
        Tokens tokens,
        Repositories repositories,
        Protections protections,
        Pulls pulls,
        Comments comments,
        Statuses statuses,
        Hooks hooks,
        Runs runs,
        WebSessions sessions) {
    public static Tables of(Database database) {
        Accounts accounts = new Accounts(database);
        Repositories repositories = new Repositories(database, accounts);
        Pulls pulls = new Pulls(database, accounts, repositories);
        Tokens tokens = new Tokens(database, accounts);
        return new Tables(
                database,
                accounts,
                tokens,
                repositories,
                new Protections(database),
                pulls,
                new Comments(database, accounts, pulls),
                new Statuses(database, accounts),
                new Hooks(database),
                new Runs(database, accounts, repositories),
                new WebSessions(database, tokens, Clock.systemUTC()));
    }
}
