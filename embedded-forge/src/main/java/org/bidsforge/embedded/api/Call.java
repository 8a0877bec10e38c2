// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bidsforge.embedded.events.Actor;
import org.bidsforge.embedded.store.Json;
import org.bidsforge.embedded.store.Pull;
import org.bidsforge.embedded.store.StoredRepository;
import org.bidsforge.embedded.store.Tables;
import org.bidsforge.embedded.wire.Shape;
import org.jspecify.annotations.Nullable;

/** One call of the API: who calls, for what, with which body; and its answer. */
final class Call {
    private static final String JSON = "application/json;charset=utf-8";

    private final Context context;
    private final Tables tables;
    private final Optional<Caller> caller;

    Call(Context context, Tables tables, Optional<Caller> caller) {
        this.context = context;
        this.tables = tables;
        this.caller = caller;
    }

    Context context() {
        return context;
    }

    /** The caller, who must have a token that allows this in the area. */
    Caller caller(String area, boolean write) {
        Caller known = caller.orElseThrow(() -> ApiProblem.of(401, "token is required"));
        if (!known.token().allows(area, write)) {
            throw ApiProblem.of(
                    403,
                    "token does not have at least one of required scope(s), required=[" + (write ? "write:" : "read:")
                            + area + "], token scope="
                            + String.join(",", known.token().scopes()));
        }
        return known;
    }

    Actor actor() {
        return caller.orElseThrow(() -> ApiProblem.of(401, "token is required")).actor();
    }

    /** The repository of the path, if the caller may read it. */
    StoredRepository readable() {
        StoredRepository repository = repository();
        if (caller.isPresent()) {
            caller("repository", false);
        } else if (repository.closed()) {
            throw ApiProblem.notFound();
        }
        return repository;
    }

    /** The repository of the path, if the caller may write to it. */
    StoredRepository writable() {
        return writable("repository");
    }

    StoredRepository writable(String area) {
        StoredRepository repository = repository();
        caller(area, true);
        return repository;
    }

    private StoredRepository repository() {
        StoredRepository repository = tables.repositories()
                .find(parameter("owner"), parameter("repo"))
                .orElseThrow(ApiProblem::notFound);
        if (caller.isPresent() && !caller.get().reaches(repository)) {
            throw ApiProblem.notFound();
        }
        return repository;
    }

    /** The merge request of the path. */
    Pull pull(StoredRepository repository) {
        return tables.pulls().find(repository, number("index")).orElseThrow(ApiProblem::notFound);
    }

    String parameter(String name) {
        return context.pathParam(name);
    }

    /** A number in the path; anything else finds nothing. */
    long number(String name) {
        String text = parameter(name);
        if (!text.matches("[0-9]{1,15}")) {
            throw ApiProblem.notFound();
        }
        return Long.parseLong(text);
    }

    /** A parameter of the query; empty when it is not there. */
    String query(String name) {
        String value = context.queryParam(name);
        return value == null ? "" : value;
    }

    boolean flag(String name) {
        String value = query(name);
        return value.equals("true") || value.equals("1");
    }

    JsonNode body() {
        String text = context.body();
        if (text.isBlank()) {
            return Json.tree(Map.of());
        }
        try {
            JsonNode body = Json.tree(text);
            if (body.isObject()) {
                return body;
            }
        } catch (IllegalArgumentException e) {
            throw ApiProblem.of(422, e.getMessage() == null ? "not JSON" : e.getMessage());
        }
        throw ApiProblem.of(422, "The body must be a JSON object");
    }

    /** A text of the body that must be there. */
    String required(JsonNode body, String field) {
        String text = body.path(field).asText("");
        if (text.isBlank()) {
            throw ApiProblem.of(422, "[" + field + "]: Required");
        }
        return text;
    }

    void answer(int status, Shape shape) {
        send(status, Json.write(shape.fields()));
    }

    void answer(int status) {
        context.status(status);
    }

    /** All items of a list that Gitea does not page. */
    void answerAll(Collection<Map<String, @Nullable Object>> items) {
        send(200, Json.write(items));
    }

    /** The page of the items that was asked for. */
    <T> void answerPage(List<T> items, Function<T, Shape> shape) {
        Page page = Page.of(this);
        page.tell(this, items.size());
        answerAll(
                page.cut(items).stream().map(item -> shape.apply(item).fields()).toList());
    }

    private void send(int status, String json) {
        context.status(status).contentType(JSON).result(json);
    }
}
