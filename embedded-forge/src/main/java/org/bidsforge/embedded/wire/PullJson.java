// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.bidsforge.embedded.git.BareRepositories;
import org.bidsforge.embedded.git.BareRepository;
import org.bidsforge.embedded.git.Differences;
import org.bidsforge.embedded.git.FileChange;
import org.bidsforge.embedded.git.History;
import org.bidsforge.embedded.git.Merges;
import org.bidsforge.embedded.store.Pull;
import org.bidsforge.embedded.store.Tables;
import org.jspecify.annotations.Nullable;

/** Merge requests. */
public final class PullJson {
    private final Links links;
    private final Tables tables;
    private final BareRepositories repositories;
    private final Merges merges;
    private final AccountJson accounts;
    private final RepositoryJson repositoryJson;

    public PullJson(Links links, Tables tables, BareRepositories repositories, Merges merges) {
        this.links = links;
        this.tables = tables;
        this.repositories = repositories;
        this.merges = merges;
        this.accounts = new AccountJson(links);
        this.repositoryJson = new RepositoryJson(links, tables);
    }

    /** With the numbers of changed lines and files. */
    public Shape single(Pull pull) {
        List<FileChange> changes = mergeBase(pull)
                .map(base ->
                        new Differences(repositories.of(pull.repository())).counts(Optional.of(base), pull.headSha()))
                .orElse(List.of());
        Shape shape = start(pull, List.of());
        shape.with("additions", changes.stream().mapToInt(FileChange::additions).sum())
                .with(
                        "deletions",
                        changes.stream().mapToInt(FileChange::deletions).sum())
                .with("changed_files", changes.size());
        return end(shape, pull);
    }

    /** As lists have it. */
    public Shape inList(Pull pull) {
        return end(start(pull, null), pull);
    }

    /** As payloads of comments have it beside the issue. */
    public Shape issue(Pull pull) {
        return new Shape()
                .with("id", pull.id())
                .with("url", links.api(pull.repository()) + "/issues/" + pull.number())
                .with("html_url", links.pull(pull))
                .with("number", pull.number())
                .with("user", accounts.user(pull.author()))
                .with("original_author", "")
                .with("original_author_id", 0)
                .with("title", pull.title())
                .with("body", pull.body())
                .with("ref", "")
                .with("assets", List.of())
                .with("labels", List.of())
                .with("milestone", null)
                .with("assignee", null)
                .with("assignees", null)
                .with("state", state(pull))
                .with("is_locked", false)
                .with("comments", tables.comments().count(pull))
                .at("created_at", pull.created())
                .at("updated_at", pull.updated())
                .atOrNull("closed_at", pull.closed())
                .with("due_date", null)
                .with("time_estimate", 0)
                .with("pull_request", mergeState(pull))
                .with(
                        "repository",
                        new Shape()
                                .with("id", pull.repository().id())
                                .with("name", pull.repository().name())
                                .with("owner", pull.repository().owner().name())
                                .with("full_name", pull.repository().fullName()))
                .with("pin_order", 0)
                .with("content_version", 0);
    }

    /** Where its two branches part; nothing when they have no common history. */
    public Optional<String> mergeBase(Pull pull) {
        return new History(repositories.of(pull.repository())).mergeBase(baseSha(pull), pull.headSha());
    }

    /** Whether it is open and free of conflicts. */
    public boolean mergeable(Pull pull) {
        if (pull.merge().isPresent()) {
            return true;
        }
        try {
            return merges.isClean(repositories.of(pull.repository()), baseSha(pull), pull.headSha());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot try to merge " + links.pull(pull), e);
        }
    }

    private Shape start(Pull pull, @Nullable Object none) {
        return new Shape()
                .with("id", pull.id())
                .with("url", links.pull(pull))
                .with("number", pull.number())
                .with("user", accounts.user(pull.author()))
                .with("title", pull.title())
                .with("body", pull.body())
                .with("labels", List.of())
                .with("milestone", null)
                .with("assignee", null)
                .with("assignees", none)
                .with("requested_reviewers", none)
                .with("requested_reviewers_teams", none)
                .with("state", state(pull))
                .with("draft", false)
                .with("is_locked", false)
                .with("comments", tables.comments().count(pull))
                .with("review_comments", 0);
    }

    private Shape end(Shape shape, Pull pull) {
        String url = links.pull(pull);
        Optional<Pull.Merge> merge = pull.merge();
        return shape.with("html_url", url)
                .with("diff_url", url + ".diff")
                .with("patch_url", url + ".patch")
                .with("mergeable", mergeable(pull))
                .with("merged", merge.isPresent())
                .with("merged_at", merge.isPresent() ? merge.get().at().toString() : null)
                .with("merge_commit_sha", merge.isPresent() ? merge.get().sha() : null)
                .with("merged_by", merge.isPresent() ? accounts.user(merge.get().by()) : null)
                .with("allow_maintainer_edit", true)
                .with("base", end(pull, pull.base(), baseSha(pull)))
                .with("head", end(pull, pull.head(), pull.headSha()))
                .with("merge_base", mergeBase(pull).orElse(""))
                .with("due_date", null)
                .at("created_at", pull.created())
                .at("updated_at", pull.updated())
                .atOrNull("closed_at", pull.closed())
                .with("pin_order", 0)
                .with("content_version", 0);
    }

    private Shape end(Pull pull, String branch, String sha) {
        return new Shape()
                .with("label", branch)
                .with("ref", branch)
                .with("sha", sha)
                .with("repo_id", pull.repository().id())
                .with("repo", repositoryJson.of(pull.repository()));
    }

    private Shape mergeState(Pull pull) {
        Optional<Pull.Merge> merge = pull.merge();
        return new Shape()
                .with("merged", merge.isPresent())
                .with("merged_at", merge.isPresent() ? merge.get().at().toString() : null)
                .with("draft", false)
                .with("html_url", links.pull(pull));
    }

    private String baseSha(Pull pull) {
        if (!pull.open()) {
            return pull.baseSha();
        }
        BareRepository git = repositories.of(pull.repository());
        return git.branch(pull.base()).orElse(pull.baseSha());
    }

    private static String state(Pull pull) {
        return pull.open() ? "open" : "closed";
    }
}
