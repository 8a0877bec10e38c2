// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.wire;

import java.util.List;
import java.util.Map;
import org.bidsforge.embedded.store.CommitStatus;
import org.bidsforge.embedded.store.Hook;
import org.bidsforge.embedded.store.Statuses;
import org.bidsforge.embedded.store.StoredRepository;
import org.bidsforge.embedded.store.Tables;
import org.jspecify.annotations.Nullable;

/** Commit statuses. */
public final class StatusJson {
    private final Links links;
    private final AccountJson accounts;
    private final RepositoryJson repositories;

    public StatusJson(Links links, Tables tables) {
        this.links = links;
        this.accounts = new AccountJson(links);
        this.repositories = new RepositoryJson(links, tables);
    }

    public Shape of(StoredRepository repository, CommitStatus status) {
        return new Shape()
                .with("id", status.id())
                .with("status", status.state())
                .with("target_url", status.targetUrl())
                .with("description", status.description())
                .with("url", links.api(repository) + "/statuses/" + status.sha())
                .with("context", status.context())
                .with(
                        "creator",
                        status.creator().isPresent()
                                ? accounts.user(status.creator().get())
                                : null)
                .at("created_at", status.created())
                .at("updated_at", status.created());
    }

    public Shape combined(StoredRepository repository, String sha, List<CommitStatus> latest) {
        String commit = links.api(repository) + "/commits/" + sha;
        List<Map<String, @Nullable Object>> statuses =
                latest.stream().map(status -> of(repository, status).fields()).toList();
        return new Shape()
                .with("state", Statuses.combined(latest))
                .with("sha", sha)
                .with("total_count", latest.size())
                .with("statuses", statuses)
                .with("repository", repositories.of(repository))
                .with("commit_url", commit)
                .with("url", commit + "/status");
    }

    /** A hook, which never shows its secret. */
    public static Shape hook(Hook hook) {
        return new Shape()
                .with("id", hook.id())
                .with("name", "")
                .with("type", "gitea")
                .with("branch_filter", hook.branchFilter())
                .with("config", Map.of("url", hook.url(), "content_type", hook.contentType()))
                .with("events", hook.events())
                .with("authorization_header", hook.authorizationHeader())
                .with("active", hook.active())
                .at("updated_at", hook.updated())
                .at("created_at", hook.created());
    }
}
