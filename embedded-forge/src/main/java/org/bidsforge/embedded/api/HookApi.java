// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.bidsforge.embedded.events.HookEvents;
import org.bidsforge.embedded.events.PushEvents;
import org.bidsforge.embedded.store.Hook;
import org.bidsforge.embedded.store.Moments;
import org.bidsforge.embedded.store.StoredRepository;
import org.bidsforge.embedded.store.Tables;
import org.bidsforge.embedded.wire.StatusJson;

/** Hooks of repositories. */
final class HookApi {
    private final Tables tables;
    private final PushEvents pushes;

    HookApi(Tables tables, PushEvents pushes) {
        this.tables = tables;
        this.pushes = pushes;
    }

    void addTo(Router router) {
        router.get(Router.in("/hooks"), this::list)
                .post(Router.in("/hooks"), this::create)
                .get(Router.in("/hooks/{id}"), call -> call.answer(200, StatusJson.hook(hook(call, call.writable()))))
                .patch(Router.in("/hooks/{id}"), this::change)
                .delete(Router.in("/hooks/{id}"), this::remove)
                .post(Router.in("/hooks/{id}/tests"), this::test);
    }

    private void list(Call call) {
        call.answerPage(tables.hooks().of(call.writable()), StatusJson::hook);
    }

    private void create(Call call) {
        StoredRepository repository = call.writable();
        JsonNode body = call.body();
        String type = body.path("type").asText("");
        if (!type.equals("gitea")) {
            throw type.equals("gogs") || type.equals("slack") || type.equals("discord")
                    ? ApiProblem.of(501, "Hooks of type " + type + " are not supported by the embedded forge")
                    : ApiProblem.of(422, "Invalid hook type: " + type);
        }
        JsonNode config = body.path("config");
        if (config.path("url").asText("").isEmpty()
                || config.path("content_type").asText("").isEmpty()) {
            throw ApiProblem.of(422, "Missing config option: url and content_type are required");
        }
        Hook hook = new Hook(
                0,
                repository.id(),
                url(config.path("url").asText()),
                contentType(config.path("content_type").asText()),
                config.path("secret").asText(""),
                events(body.path("events")),
                body.path("branch_filter").asText(""),
                body.path("authorization_header").asText(""),
                body.path("active").asBoolean(),
                Moments.now(),
                Moments.now());
        call.answer(201, StatusJson.hook(tables.hooks().add(hook)));
    }

    /** Leaves the secret as it is, as Gitea does. */
    private void change(Call call) {
        Hook old = hook(call, call.writable());
        JsonNode body = call.body();
        JsonNode config = body.path("config");
        Hook hook = new Hook(
                old.id(),
                old.repository(),
                url(config.path("url").asText(old.url())),
                contentType(config.path("content_type").asText(old.contentType())),
                old.secret(),
                body.path("events").isArray() ? events(body.path("events")) : old.events(),
                body.path("branch_filter").asText(old.branchFilter()),
                body.path("authorization_header").asText(old.authorizationHeader()),
                body.path("active").asBoolean(old.active()),
                old.created(),
                Moments.now());
        call.answer(200, StatusJson.hook(tables.hooks().update(hook)));
    }

    private void remove(Call call) {
        tables.hooks().remove(hook(call, call.writable()));
        call.answer(204);
    }

    private void test(Call call) {
        StoredRepository repository = call.writable();
        Hook hook = hook(call, repository);
        String ref = call.query("ref").isEmpty() ? repository.defaultBranch() : call.query("ref");
        pushes.test(repository, hook, call.actor(), ref);
        call.answer(204);
    }

    private Hook hook(Call call, StoredRepository repository) {
        return tables.hooks()
                .find(call.number("id"))
                .filter(hook -> hook.repository() == repository.id())
                .orElseThrow(ApiProblem::notFound);
    }

    private static List<String> events(JsonNode node) {
        List<String> asked = new ArrayList<>();
        node.forEach(item -> asked.add(item.asText()));
        return HookEvents.expand(asked);
    }

    private static String url(String text) {
        try {
            URI uri = URI.create(text);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null) {
                return text;
            }
        } catch (IllegalArgumentException e) {
            throw ApiProblem.of(422, "Invalid url");
        }
        throw ApiProblem.of(422, "Invalid url");
    }

    private static String contentType(String type) {
        if (!type.equals("json")) {
            throw ApiProblem.of(422, "Only content_type json is supported by the embedded forge: " + type);
        }
        return type;
    }
}
