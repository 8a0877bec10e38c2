// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bidsforge.embedded.git.BareRepositories;
import org.bidsforge.embedded.store.Account;
import org.bidsforge.embedded.store.MergeSettings;
import org.bidsforge.embedded.store.StoredRepository;
import org.bidsforge.embedded.store.Tables;
import org.bidsforge.embedded.wire.Links;
import org.bidsforge.embedded.wire.RepositoryJson;
import org.bidsforge.embedded.wire.Shape;
import org.eclipse.jgit.lib.Repository;

/** Repositories. */
final class RepoApi {
    /** First parts of the forge's own paths. */
    static final Set<String> RESERVED = Set.of("api", "assets", "attachments", "avatars", "user", "repo", "org");

    private final Tables tables;
    private final BareRepositories repositories;
    private final ContentApi contents;
    private final RepositoryJson json;

    RepoApi(Tables tables, BareRepositories repositories, Links links, ContentApi contents) {
        this.tables = tables;
        this.repositories = repositories;
        this.contents = contents;
        this.json = new RepositoryJson(links, tables);
    }

    void addTo(Router router) {
        router.post("/orgs/{org}/repos", call -> create(call, OrgApi.find(tables, call)))
                .post(
                        "/user/repos",
                        call -> create(call, call.caller("repository", true).account()))
                .get("/orgs/{org}/repos", this::listOf)
                .get("/repos/search", this::search)
                .get(Router.in(""), call -> call.answer(200, json.of(call.readable())))
                .patch(Router.in(""), this::change);
    }

    private void create(Call call, Account owner) throws IOException {
        Caller caller = call.caller("repository", true);
        if (caller.token().job().isPresent()) {
            throw ApiProblem.of(403, "a job must not create repositories");
        }
        JsonNode body = call.body();
        String name = call.required(body, "name");
        if (!OrgApi.NAME.matcher(name).matches() || name.contains("..") || name.endsWith(".git")) {
            throw ApiProblem.of(422, "[Name]: invalid repository name");
        }
        String branch = body.path("default_branch").asText("").isEmpty()
                ? "main"
                : body.path("default_branch").asText();
        if (!Repository.isValidRefName("refs/heads/" + branch)) {
            throw ApiProblem.of(422, "[DefaultBranch]: invalid branch name");
        }
        StoredRepository created = tables.database().transaction(() -> {
            if (tables.repositories().find(owner.name(), name).isPresent()) {
                throw ApiProblem.of(409, "The repository with the same name already exists.");
            }
            return tables.repositories()
                    .add(
                            owner,
                            name,
                            body.path("description").asText(""),
                            body.path("private").asBoolean(),
                            branch);
        });
        repositories.of(created);
        if (body.path("auto_init").asBoolean()) {
            contents.initialize(created, call.actor());
        }
        call.answer(201, json.of(tables.repositories().get(created.id())));
    }

    private void listOf(Call call) {
        Account owner = OrgApi.find(tables, call);
        Caller caller = call.caller("repository", false);
        call.answerPage(
                tables.repositories().all().stream()
                        .filter(repository -> repository.owner().id() == owner.id() && caller.reaches(repository))
                        .toList(),
                json::of);
    }

    private void search(Call call) {
        Caller caller = call.caller("repository", false);
        String words = call.query("q").toLowerCase(Locale.ROOT);
        List<StoredRepository> found = tables.repositories().all().stream()
                .filter(caller::reaches)
                .filter(repository ->
                        repository.fullName().toLowerCase(Locale.ROOT).contains(words))
                .toList();
        Page page = Page.of(call);
        page.tell(call, found.size());
        call.answer(
                200,
                new Shape()
                        .with("ok", true)
                        .with(
                                "data",
                                page.cut(found).stream()
                                        .map(repository -> json.of(repository).fields())
                                        .toList()));
    }

    private void change(Call call) throws IOException {
        StoredRepository repository = call.writable();
        JsonNode body = call.body();
        for (String field : List.of("name", "archived", "mirror_interval")) {
            if (body.hasNonNull(field)
                    && !body.path(field).asText().equals(field.equals("name") ? repository.name() : "false")) {
                throw ApiProblem.of(501, "Changing " + field + " is not supported by the embedded forge");
            }
        }
        String branch = body.path("default_branch").asText(repository.defaultBranch());
        if (!branch.equals(repository.defaultBranch())) {
            if (repositories.of(repository).branch(branch).isEmpty()) {
                throw ApiProblem.of(422, "branch does not exist [name: " + branch + "]");
            }
            repositories.of(repository).head(branch);
        }
        StoredRepository changed = new StoredRepository(
                repository.id(),
                repository.owner(),
                repository.name(),
                body.path("description").asText(repository.description()),
                body.path("private").asBoolean(repository.closed()),
                branch,
                settings(repository.settings(), body),
                repository.created(),
                repository.updated());
        tables.repositories().update(changed);
        call.answer(200, json.of(tables.repositories().get(repository.id())));
    }

    private static MergeSettings settings(MergeSettings old, JsonNode body) {
        return new MergeSettings(
                body.path("allow_merge_commits").asBoolean(old.mergeCommits()),
                body.path("allow_rebase").asBoolean(old.rebase()),
                body.path("allow_rebase_explicit").asBoolean(old.rebaseExplicit()),
                body.path("allow_squash_merge").asBoolean(old.squash()),
                body.path("allow_fast_forward_only_merge").asBoolean(old.fastForwardOnly()),
                body.path("default_merge_style").asText(old.defaultStyle()),
                body.path("default_delete_branch_after_merge").asBoolean(old.deleteBranch()));
    }
}
