// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.embedded.events.Announcer;
import org.bidsforge.embedded.git.BareRepositories;
import org.bidsforge.embedded.git.BareRepository;
import org.bidsforge.embedded.store.Protection;
import org.bidsforge.embedded.store.StoredRepository;
import org.bidsforge.embedded.store.Tables;
import org.bidsforge.embedded.wire.CommitJson;
import org.bidsforge.embedded.wire.Links;
import org.bidsforge.embedded.wire.Shape;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;

/** Branches and the rules that protect them. */
final class BranchApi {
    private final Tables tables;
    private final BareRepositories repositories;
    private final Announcer announcer;
    private final CommitJson commits;

    BranchApi(Tables tables, BareRepositories repositories, Links links, Announcer announcer) {
        this.tables = tables;
        this.repositories = repositories;
        this.announcer = announcer;
        this.commits = new CommitJson(links, tables);
    }

    void addTo(Router router) {
        router.get(Router.in("/branches"), this::list)
                .post(Router.in("/branches"), this::create)
                .get(Router.in("/branches/<branch>"), this::get)
                .delete(Router.in("/branches/<branch>"), this::remove)
                .get(Router.in("/branch_protections"), this::protections)
                .post(Router.in("/branch_protections"), this::protect)
                .get(
                        Router.in("/branch_protections/<rule>"),
                        call -> call.answer(200, shape(rule(call, call.readable()))))
                .patch(Router.in("/branch_protections/<rule>"), this::changeProtection)
                .delete(Router.in("/branch_protections/<rule>"), this::unprotect);
    }

    private void list(Call call) {
        StoredRepository repository = call.readable();
        List<String> names = new ArrayList<>();
        repositories.of(repository).refs().keySet().stream()
                .filter(ref -> ref.startsWith(Constants.R_HEADS))
                .map(ref -> ref.substring(Constants.R_HEADS.length()))
                .forEach(names::add);
        if (names.remove(repository.defaultBranch())) {
            names.add(0, repository.defaultBranch());
        }
        call.answerPage(names, name -> branch(repository, name).orElseGet(Shape::new));
    }

    private void get(Call call) {
        StoredRepository repository = call.readable();
        call.answer(200, branch(repository, call.parameter("branch")).orElseThrow(ApiProblem::notFound));
    }

    private void create(Call call) throws IOException {
        StoredRepository repository = call.writable();
        JsonNode body = call.body();
        String name = call.required(body, "new_branch_name");
        String from =
                body.path("old_ref_name").asText(body.path("old_branch_name").asText(repository.defaultBranch()));
        if (!Repository.isValidRefName(Constants.R_HEADS + name)) {
            throw ApiProblem.of(422, "[BranchName]: invalid branch name");
        }
        BareRepository git = repositories.of(repository);
        RevCommit start = git.commit(from).orElseThrow(() -> ApiProblem.of(404, "The old branch does not exist"));
        if (!git.moveRef(Constants.R_HEADS + name, ObjectId.zeroId(), start)) {
            throw ApiProblem.of(409, "The branch already exists.");
        }
        announcer.announce(repository, call.actor());
        call.answer(201, branch(repository, name).orElseThrow(ApiProblem::notFound));
    }

    private void remove(Call call) throws IOException {
        StoredRepository repository = call.writable();
        String name = call.parameter("branch");
        BareRepository git = repositories.of(repository);
        String sha =
                git.branch(name).orElseThrow(() -> ApiProblem.notFound("branch does not exist [name: " + name + "]"));
        if (name.equals(repository.defaultBranch())) {
            throw ApiProblem.of(403, "can not delete default or pull request target branch");
        }
        if (name.equals("git-annex")
                || tables.protections().covering(repository, name).isPresent()) {
            throw ApiProblem.of(403, "branch protected");
        }
        if (!git.moveRef(Constants.R_HEADS + name, ObjectId.fromString(sha), ObjectId.zeroId())) {
            throw ApiProblem.of(409, "The branch is being pushed to");
        }
        announcer.announce(repository, call.actor());
        call.answer(204);
    }

    private Optional<Shape> branch(StoredRepository repository, String name) {
        Optional<Protection> rule = tables.protections().covering(repository, name);
        Optional<RevCommit> commit =
                repositories.of(repository).branch(name).flatMap(repositories.of(repository)::commit);
        return commit.map(found -> new Shape()
                .with("name", name)
                .with("commit", commits.ofBranch(repository, found))
                .with("protected", rule.isPresent())
                .with(
                        "required_approvals",
                        rule.map(present -> present.rule()
                                        .path("required_approvals")
                                        .asInt())
                                .orElse(0))
                .with(
                        "enable_status_check",
                        rule.map(present -> present.rule()
                                        .path("enable_status_check")
                                        .asBoolean())
                                .orElse(false))
                .with(
                        "status_check_contexts",
                        rule.map(Protection::requiredContexts).orElse(List.of()))
                .with("user_can_push", rule.map(Protection::allowsPush).orElse(true))
                .with("user_can_merge", true)
                .with(
                        "effective_branch_protection_name",
                        rule.map(Protection::ruleName).orElse("")));
    }

    private void protections(Call call) {
        StoredRepository repository = call.readable();
        call.answerAll(tables.protections().of(repository).stream()
                .map(rule -> shape(rule).fields())
                .toList());
    }

    private void protect(Call call) {
        StoredRepository repository = call.writable();
        JsonNode body = call.body();
        String name = body.path("rule_name").asText(body.path("branch_name").asText(""));
        if (name.isEmpty()) {
            throw ApiProblem.of(400, "both rule_name and branch_name are empty");
        }
        if (tables.protections().find(repository, name).isPresent()) {
            throw ApiProblem.of(403, "Branch protection already exist");
        }
        call.answer(201, shape(tables.protections().put(repository, name, body)));
    }

    private void changeProtection(Call call) {
        StoredRepository repository = call.writable();
        Protection old = rule(call, repository);
        ObjectNode rule = old.rule().deepCopy();
        call.body().properties().forEach(field -> rule.set(field.getKey(), field.getValue()));
        call.answer(200, shape(tables.protections().put(repository, old.ruleName(), rule)));
    }

    private void unprotect(Call call) {
        StoredRepository repository = call.writable();
        tables.protections().remove(repository, rule(call, repository).ruleName());
        call.answer(204);
    }

    private Protection rule(Call call, StoredRepository repository) {
        return tables.protections().find(repository, call.parameter("rule")).orElseThrow(ApiProblem::notFound);
    }

    /** The rule as it was given; approvals, lists of people and signatures are kept but mean nothing here. */
    private static Shape shape(Protection protection) {
        JsonNode rule = protection.rule();
        Shape shape = new Shape()
                .with("branch_name", protection.ruleName())
                .with("rule_name", protection.ruleName())
                .with("priority", rule.path("priority").asInt(1));
        for (Map.Entry<String, Class<?>> field : FIELDS) {
            JsonNode value = rule.path(field.getKey());
            if (field.getValue() == List.class) {
                List<String> texts = new ArrayList<>();
                value.forEach(item -> texts.add(item.asText()));
                shape.with(field.getKey(), texts);
            } else if (field.getValue() == Integer.class) {
                shape.with(field.getKey(), value.asInt());
            } else if (field.getValue() == String.class) {
                shape.with(field.getKey(), value.asText(""));
            } else {
                shape.with(field.getKey(), value.asBoolean());
            }
        }
        return shape.at("created_at", protection.created()).at("updated_at", protection.updated());
    }

    private static final List<Map.Entry<String, Class<?>>> FIELDS = List.of(
            Map.entry("enable_push", Boolean.class),
            Map.entry("enable_push_whitelist", Boolean.class),
            Map.entry("push_whitelist_usernames", List.class),
            Map.entry("push_whitelist_teams", List.class),
            Map.entry("push_whitelist_deploy_keys", Boolean.class),
            Map.entry("enable_force_push", Boolean.class),
            Map.entry("enable_force_push_allowlist", Boolean.class),
            Map.entry("force_push_allowlist_usernames", List.class),
            Map.entry("force_push_allowlist_teams", List.class),
            Map.entry("force_push_allowlist_deploy_keys", Boolean.class),
            Map.entry("enable_merge_whitelist", Boolean.class),
            Map.entry("merge_whitelist_usernames", List.class),
            Map.entry("merge_whitelist_teams", List.class),
            Map.entry("enable_status_check", Boolean.class),
            Map.entry("status_check_contexts", List.class),
            Map.entry("required_approvals", Integer.class),
            Map.entry("enable_approvals_whitelist", Boolean.class),
            Map.entry("approvals_whitelist_username", List.class),
            Map.entry("approvals_whitelist_teams", List.class),
            Map.entry("block_on_rejected_reviews", Boolean.class),
            Map.entry("block_on_official_review_requests", Boolean.class),
            Map.entry("block_on_outdated_branch", Boolean.class),
            Map.entry("dismiss_stale_approvals", Boolean.class),
            Map.entry("ignore_stale_approvals", Boolean.class),
            Map.entry("require_signed_commits", Boolean.class),
            Map.entry("protected_file_patterns", String.class),
            Map.entry("unprotected_file_patterns", String.class),
            Map.entry("block_admin_merge_override", Boolean.class));
}
