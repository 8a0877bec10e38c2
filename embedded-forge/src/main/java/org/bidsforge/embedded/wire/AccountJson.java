// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.wire;

import org.bidsforge.embedded.store.Account;
import org.bidsforge.embedded.store.Tokens;

/** Users and organisations. */
public final class AccountJson {
    private static final int AVATAR = 32;

    private final Links links;

    public AccountJson(Links links) {
        this.links = links;
    }

    /** A user or organisation as others see it. */
    public Shape user(Account account) {
        String email = account.organization() ? "" : account.id() + "+" + account.name() + "@noreply.localhost";
        return user(account, email, false);
    }

    /** The user that asks. */
    public Shape self(Account account) {
        return user(account, account.email(), true);
    }

    public Shape organization(Account account) {
        return new Shape()
                .with("id", account.id())
                .with("name", account.name())
                .with("full_name", account.fullName())
                .with("email", account.email())
                .with("avatar_url", avatar(account))
                .with("description", account.description())
                .with("website", "")
                .with("location", "")
                .with("visibility", account.visibility())
                .with("repo_admin_change_team_access", false)
                .with("username", account.name());
    }

    private Shape user(Account account, String email, boolean self) {
        return new Shape()
                .with("id", account.id())
                .with("login", account.name())
                .with("login_name", "")
                .with("source_id", 0)
                .with("full_name", account.fullName())
                .with("email", email)
                .with("avatar_url", avatar(account))
                .with("html_url", links.base() + "/" + account.name())
                .with("language", "")
                .with("is_admin", self)
                .with("last_login", self ? "1970-01-01T00:00:00Z" : Shape.NEVER)
                .at("created", account.created())
                .with("restricted", false)
                .with("active", self)
                .with("prohibit_login", false)
                .with("location", "")
                .with("website", "")
                .with("description", account.description())
                .with("visibility", account.visibility())
                .with("followers_count", 0)
                .with("following_count", 0)
                .with("starred_repos_count", 0)
                .with("username", account.name());
    }

    private String avatar(Account account) {
        return links.base() + "/avatars/" + Tokens.hash(account.name()).substring(0, AVATAR);
    }
}
