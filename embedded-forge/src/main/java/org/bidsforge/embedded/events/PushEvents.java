// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.embedded.git.BareRepositories;
import org.bidsforge.embedded.git.BareRepository;
import org.bidsforge.embedded.git.History;
import org.bidsforge.embedded.store.Hook;
import org.bidsforge.embedded.store.StoredRepository;
import org.bidsforge.embedded.store.Tables;
import org.bidsforge.embedded.wire.AccountJson;
import org.bidsforge.embedded.wire.CommitJson;
import org.bidsforge.embedded.wire.Links;
import org.bidsforge.embedded.wire.RepositoryJson;
import org.bidsforge.embedded.wire.Shape;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;

/** The events create, push and delete. */
public final class PushEvents {
    private static final int SHOWN_COMMITS = 5;
    private static final int COUNTED_COMMITS = 10_000;

    private final Links links;
    private final BareRepositories repositories;
    private final HookQueue queue;
    private final CommitJson commits;
    private final AccountJson accounts;
    private final RepositoryJson repositoryJson;

    public PushEvents(Links links, Tables tables, BareRepositories repositories, HookQueue queue) {
        this.links = links;
        this.repositories = repositories;
        this.queue = queue;
        this.commits = new CommitJson(links, tables);
        this.accounts = new AccountJson(links);
        this.repositoryJson = new RepositoryJson(links, tables);
    }

    /** Tells what Gitea tells: a branch's deletion is only that, a tag's is a push too. */
    void moved(RefMove move) {
        if (move.created()) {
            queue.add(move.repository(), HookQueue.Kind.of("create"), branch(move), created(move));
        }
        if (!move.deleted() || !move.branch()) {
            queue.add(move.repository(), HookQueue.Kind.of("push"), branch(move), push(move));
        }
        if (move.deleted()) {
            queue.add(move.repository(), HookQueue.Kind.of("delete"), branch(move), deleted(move));
        }
    }

    /** A push without a change, as Gitea's test of a hook sends it; nothing for an empty repository. */
    public boolean test(StoredRepository repository, Hook hook, Actor actor, String ref) {
        Optional<RevCommit> commit = repositories.of(repository).commit(ref);
        if (commit.isEmpty()) {
            return false;
        }
        String sha = commit.get().name();
        Shape one = commits.ofBranch(repository, commit.get());
        Shape payload = new Shape()
                .with("ref", ref)
                .with("before", sha)
                .with("after", sha)
                .with("compare_url", compare(repository, sha, sha))
                .with("commits", List.of(one.fields()))
                .with("total_commits", 1)
                .with("head_commit", one);
        queue.add(hook, HookQueue.Kind.of("push"), by(payload, repository, actor, true));
        return true;
    }

    /** The push event of a move, also for workflows. */
    public Shape push(RefMove move) {
        BareRepository git = repositories.of(move.repository());
        Optional<RevCommit> head = move.deleted() ? Optional.empty() : git.commit(move.after());
        List<RevCommit> news = move.created() || move.deleted()
                ? List.of()
                : new History(git).between(move.before(), move.after(), COUNTED_COMMITS);
        List<Map<String, @Nullable Object>> shown = new ArrayList<>();
        for (RevCommit commit : news.subList(0, Math.min(SHOWN_COMMITS, news.size()))) {
            shown.add(commits.inHook(move.repository(), git, commit).fields());
        }
        Shape payload = new Shape()
                .with("ref", move.ref())
                .with("before", move.before())
                .with("after", move.after())
                .with("compare_url", compare(move.repository(), since(move), move.after()))
                .with("commits", shown)
                .with("total_commits", news.size())
                .with("head_commit", head.isPresent() ? commits.inHook(move.repository(), git, head.get()) : null);
        return by(payload, move.repository(), move.actor(), true);
    }

    private Shape created(RefMove move) {
        Shape payload = new Shape()
                .with("sha", move.after())
                .with("ref", move.shortName())
                .with("ref_type", move.branch() ? "branch" : "tag");
        return by(payload, move.repository(), move.actor(), false);
    }

    private Shape deleted(RefMove move) {
        Shape payload = new Shape()
                .with("ref", move.shortName())
                .with("ref_type", move.branch() ? "branch" : "tag")
                .with("pusher_type", "user");
        return by(payload, move.repository(), move.actor(), false);
    }

    private Shape by(Shape payload, StoredRepository repository, Actor actor, boolean pusher) {
        payload.with("repository", repositoryJson.of(repository));
        if (pusher) {
            payload.with("pusher", accounts.user(actor.account()));
        }
        return payload.with("sender", accounts.user(actor.account()));
    }

    private static String since(RefMove move) {
        boolean newBranch = move.created() && move.branch();
        return newBranch ? move.repository().defaultBranch() : move.before();
    }

    private String compare(StoredRepository repository, String from, String to) {
        return links.html(repository) + "/compare/" + from + "..." + to;
    }

    private static String branch(RefMove move) {
        return move.branch() ? move.shortName() : "";
    }
}
