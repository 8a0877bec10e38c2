// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.wire;

import java.util.List;
import java.util.Map;
import org.bidsforge.embedded.store.MergeSettings;
import org.bidsforge.embedded.store.StoredRepository;
import org.bidsforge.embedded.store.Tables;

/** Repositories. */
public final class RepositoryJson {
    private final Links links;
    private final Tables tables;
    private final AccountJson accounts;

    public RepositoryJson(Links links, Tables tables) {
        this.links = links;
        this.tables = tables;
        this.accounts = new AccountJson(links);
    }

    public Shape of(StoredRepository repository) {
        Shape shape = new Shape()
                .with("id", repository.id())
                .with("owner", accounts.user(repository.owner()))
                .with("name", repository.name())
                .with("full_name", repository.fullName())
                .with("description", repository.description());
        addState(shape, repository);
        addUnits(shape);
        addMerging(shape, repository.settings());
        return shape.with("avatar_url", "")
                .with("internal", false)
                .with("mirror_interval", "")
                .with("object_format_name", "sha1")
                .with("mirror_updated", Shape.NEVER)
                .with("topics", List.of())
                .with("licenses", List.of());
    }

    private void addState(Shape shape, StoredRepository repository) {
        String html = links.html(repository);
        long branches = tables.repositories().branchCount(repository);
        shape.with("empty", branches == 0)
                .with("private", repository.closed())
                .with("fork", false)
                .with("template", false)
                .with("mirror", false)
                // Not measured here.
                .with("size", 0)
                .with("language", "")
                .with("languages_url", links.api(repository) + "/languages")
                .with("html_url", html)
                .with("url", links.api(repository))
                .with("link", "")
                .with("ssh_url", "")
                .with("clone_url", html + ".git")
                .with("original_url", "")
                .with("website", "")
                .with("stars_count", 0)
                .with("forks_count", 0)
                .with("watchers_count", 0)
                .with("branch_count", branches)
                .with("open_issues_count", 0)
                .with("open_pr_counter", tables.pulls().openCount(repository))
                .with("release_counter", 0)
                .with("default_branch", repository.defaultBranch())
                .with("archived", false)
                .at("created_at", repository.created())
                .at("updated_at", repository.updated())
                .with("archived_at", "1970-01-01T00:00:00Z")
                .with("permissions", Map.of("admin", true, "push", true, "pull", true));
    }

    private static void addUnits(Shape shape) {
        shape.with("has_code", true)
                .with("has_issues", true)
                .with(
                        "internal_tracker",
                        Map.of(
                                "enable_time_tracker", false,
                                "allow_only_contributors_to_track_time", true,
                                "enable_issue_dependencies", false))
                .with("has_wiki", false)
                .with("has_pull_requests", true)
                .with("has_projects", false)
                .with("projects_mode", "all")
                .with("has_releases", false)
                .with("has_packages", false)
                .with("has_actions", true)
                .with("ignore_whitespace_conflicts", false);
    }

    private static void addMerging(Shape shape, MergeSettings settings) {
        shape.with("allow_merge_commits", settings.mergeCommits())
                .with("allow_rebase", settings.rebase())
                .with("allow_rebase_explicit", settings.rebaseExplicit())
                .with("allow_squash_merge", settings.squash())
                .with("allow_fast_forward_only_merge", settings.fastForwardOnly())
                .with("allow_rebase_update", true)
                .with("allow_manual_merge", false)
                .with("autodetect_manual_merge", false)
                .with("default_delete_branch_after_merge", settings.deleteBranch())
                .with("default_merge_style", settings.defaultStyle())
                .with("default_allow_maintainer_edit", true);
    }
}
