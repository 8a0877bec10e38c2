// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.events;

import java.util.Optional;
import org.bidsforge.embedded.git.BareRepositories;
import org.bidsforge.embedded.git.BareRepository;
import org.bidsforge.embedded.store.Account;
import org.bidsforge.embedded.store.CommitStatus;
import org.bidsforge.embedded.store.Statuses;
import org.bidsforge.embedded.store.StoredRepository;
import org.bidsforge.embedded.store.Tables;
import org.bidsforge.embedded.wire.AccountJson;
import org.bidsforge.embedded.wire.CommitJson;
import org.bidsforge.embedded.wire.Links;
import org.bidsforge.embedded.wire.RepositoryJson;
import org.bidsforge.embedded.wire.Shape;
import org.eclipse.jgit.revwalk.RevCommit;

/** Sets commit statuses and tells of them. */
public final class StatusEvents {
    private final Links links;
    private final Tables tables;
    private final BareRepositories repositories;
    private final HookQueue queue;
    private final CommitJson commits;
    private final AccountJson accounts;
    private final RepositoryJson repositoryJson;

    public StatusEvents(Links links, Tables tables, BareRepositories repositories, HookQueue queue) {
        this.links = links;
        this.tables = tables;
        this.repositories = repositories;
        this.queue = queue;
        this.commits = new CommitJson(links, tables);
        this.accounts = new AccountJson(links);
        this.repositoryJson = new RepositoryJson(links, tables);
    }

    /**
     * Sets a status of a commit that is there.
     *
     * @param creator nobody for a workflow's own statuses
     */
    public CommitStatus set(
            StoredRepository repository, Statuses.New status, Optional<Account> creator, Account sender) {
        return tables.database().transaction(() -> {
            CommitStatus stored = tables.statuses().add(repository, status, creator);
            BareRepository git = repositories.of(repository);
            Optional<RevCommit> commit = git.commit(status.sha());
            Shape payload = new Shape()
                    .with("commit", commit.isPresent() ? commits.inHook(repository, git, commit.get()) : null)
                    .with("context", stored.context())
                    .at("created_at", stored.created())
                    .with("description", stored.description())
                    .with("id", stored.id())
                    .with("repository", repositoryJson.of(repository))
                    .with("sender", accounts.user(sender))
                    .with("sha", stored.sha())
                    .with("state", stored.state())
                    .with("target_url", absolute(stored.targetUrl()))
                    .at("updated_at", stored.created());
            queue.add(repository, HookQueue.Kind.of("status"), payload);
            return stored;
        });
    }

    private String absolute(String url) {
        return url.isEmpty() || url.startsWith("/") ? links.base() + (url.isEmpty() ? "/" : url) : url;
    }
}
