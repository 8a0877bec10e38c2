// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bidsforge.core.config.Secret;
import org.bidsforge.embedded.store.Account;
import org.bidsforge.embedded.store.StoredToken;
import org.bidsforge.embedded.store.Tables;
import org.bidsforge.embedded.store.Tokens;
import org.bidsforge.embedded.wire.AccountJson;
import org.bidsforge.embedded.wire.Links;
import org.bidsforge.embedded.wire.RepositoryJson;
import org.bidsforge.embedded.wire.Shape;

/** The version, the settings, users and their tokens. */
final class UserApi {
    private static final String VERSION = "1.26.2+bidsforge";
    private static final Set<String> AREAS = Set.of(
            "activitypub", "admin", "issue", "misc", "notification", "organization", "package", "repository", "user");

    private final Tables tables;
    private final AccountJson accounts;
    private final RepositoryJson repositories;

    UserApi(Tables tables, Links links) {
        this.tables = tables;
        this.accounts = new AccountJson(links);
        this.repositories = new RepositoryJson(links, tables);
    }

    void addTo(Router router) {
        router.get("/version", call -> call.answer(200, new Shape().with("version", VERSION)))
                .get("/settings/api", this::settings)
                .get(
                        "/user",
                        call -> call.answer(
                                200, accounts.self(call.caller("user", false).account())))
                .get("/user/repos", this::repositories)
                .get("/users/{user}", this::user)
                .get("/users/{user}/tokens", this::tokens)
                .post("/users/{user}/tokens", this::addToken)
                .delete("/users/{user}/tokens/{token}", this::removeToken);
    }

    private void settings(Call call) {
        call.answer(
                200,
                new Shape()
                        .with("max_response_items", Page.MOST)
                        .with("default_paging_num", Page.USUAL)
                        .with("default_git_trees_per_page", GitApi.TREE_PAGE)
                        .with("default_max_blob_size", ContentApi.MAX_BLOB)
                        .with("default_max_response_size", 10L * ContentApi.MAX_BLOB));
    }

    private void repositories(Call call) {
        Caller caller = call.caller("repository", false);
        call.answerPage(
                tables.repositories().all().stream().filter(caller::reaches).toList(), repositories::of);
    }

    private void user(Call call) {
        Account account = tables.accounts()
                .find(call.parameter("user"))
                .orElseThrow(() -> ApiProblem.notFoundIn(
                        "GetUserByName", "user redirect does not exist [name: " + call.parameter("user") + "]"));
        call.answer(200, accounts.user(account));
    }

    private void tokens(Call call) {
        call.answerPage(tables.tokens().of(self(call, false)), token -> shape(token, ""));
    }

    private void addToken(Call call) {
        Account account = self(call, true);
        JsonNode body = call.body();
        String name = call.required(body, "name");
        List<String> scopes = scopes(body.path("scopes"));
        if (tables.tokens().of(account).stream().anyMatch(token -> token.name().equals(name))) {
            throw ApiProblem.of(400, "access token name has been used already");
        }
        Secret secret = Tokens.random();
        call.answer(201, shape(tables.tokens().add(account, name, secret, scopes), secret.value()));
    }

    private void removeToken(Call call) {
        if (!tables.tokens().remove(self(call, true), call.parameter("token"))) {
            throw ApiProblem.notFound();
        }
        call.answer(204);
    }

    /** The caller, who may handle only their own tokens, and with a full token only: it could make itself another. */
    private static Account self(Call call, boolean write) {
        Caller caller = call.caller("user", write);
        if (!caller.account().name().equalsIgnoreCase(call.parameter("user"))
                || caller.token().job().isPresent()
                || (write && !caller.token().scopes().contains("all"))) {
            throw ApiProblem.of(403, "not allowed to handle the tokens of " + call.parameter("user"));
        }
        return caller.account();
    }

    private static List<String> scopes(JsonNode node) {
        Set<String> scopes = new TreeSet<>();
        for (JsonNode item : node) {
            String scope = item.asText();
            boolean known = scope.equals("all")
                    || (scope.startsWith("read:") && AREAS.contains(scope.substring(5)))
                    || (scope.startsWith("write:") && AREAS.contains(scope.substring(6)));
            if (!known) {
                throw ApiProblem.of(400, "invalid access token scope: " + scope);
            }
            scopes.add(scope);
        }
        if (scopes.isEmpty()) {
            throw ApiProblem.of(400, "access token must have a scope");
        }
        return new ArrayList<>(scopes);
    }

    private static Shape shape(StoredToken token, String text) {
        return new Shape()
                .with("id", token.id())
                .with("name", token.name())
                .with("sha1", text)
                .with("token_last_eight", token.lastEight())
                .with("scopes", token.scopes())
                .at("created_at", token.created())
                .at("last_used_at", token.created());
    }
}
