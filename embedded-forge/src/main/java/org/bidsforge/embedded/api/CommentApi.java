// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.api;

import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.bidsforge.embedded.pulls.Attachments;
import org.bidsforge.embedded.pulls.MergeRequests;
import org.bidsforge.embedded.store.Attachment;
import org.bidsforge.embedded.store.Comment;
import org.bidsforge.embedded.store.Pull;
import org.bidsforge.embedded.store.StoredRepository;
import org.bidsforge.embedded.store.Tables;
import org.bidsforge.embedded.wire.CommentJson;
import org.bidsforge.embedded.wire.Links;
import org.jspecify.annotations.Nullable;

/** Comments on merge requests and attachments of both. */
final class CommentApi {
    private static final int MAX_BODY = 1 << 20;

    private final Tables tables;
    private final MergeRequests requests;
    private final Attachments attachments;
    private final CommentJson json;

    CommentApi(Tables tables, MergeRequests requests, Attachments attachments, Links links) {
        this.tables = tables;
        this.requests = requests;
        this.attachments = attachments;
        this.json = new CommentJson(links, tables.comments());
    }

    void addTo(Router router) {
        router.get(Router.in("/issues/{index}/comments"), this::list)
                .post(Router.in("/issues/{index}/comments"), this::add)
                .get(
                        Router.in("/issues/comments/{id}"),
                        call -> call.answer(200, json.of(comment(call, call.readable()))))
                .patch(Router.in("/issues/comments/{id}"), this::edit)
                .delete(Router.in("/issues/comments/{id}"), this::remove)
                .get(Router.in("/issues/{index}/assets"), this::listOnPull)
                .post(Router.in("/issues/{index}/assets"), this::attachToPull)
                .delete(Router.in("/issues/{index}/assets/{asset}"), this::detachFromPull)
                .get(Router.in("/issues/comments/{id}/assets"), this::listOnComment)
                .post(Router.in("/issues/comments/{id}/assets"), this::attachToComment)
                .delete(Router.in("/issues/comments/{id}/assets/{asset}"), this::detachFromComment);
    }

    private void list(Call call) {
        // Not paged, as in Gitea.
        List<Comment> comments = tables.comments().of(call.pull(call.readable()));
        call.context().header("X-Total-Count", String.valueOf(comments.size()));
        call.answerAll(
                comments.stream().map(comment -> json.of(comment).fields()).toList());
    }

    private void add(Call call) {
        Pull pull = call.pull(call.writable("issue"));
        call.answer(201, json.of(requests.comment(pull, body(call), call.actor())));
    }

    private void edit(Call call) {
        Comment comment = comment(call, call.writable("issue"));
        call.answer(200, json.of(requests.edit(comment, body(call), call.actor())));
    }

    private void remove(Call call) {
        tables.comments().remove(comment(call, call.writable("issue")));
        call.answer(204);
    }

    private void listOnPull(Call call) {
        call.answerAll(shapes(tables.comments().attachments(call.pull(call.readable()))));
    }

    private void listOnComment(Call call) {
        call.answerAll(shapes(tables.comments().attachments(comment(call, call.readable()))));
    }

    private void attachToPull(Call call) throws IOException {
        Pull pull = call.pull(call.writable("issue"));
        attach(call, pull, OptionalLong.empty());
    }

    private void attachToComment(Call call) throws IOException {
        Comment comment = comment(call, call.writable("issue"));
        attach(call, comment.pull(), OptionalLong.of(comment.id()));
    }

    private void attach(Call call, Pull pull, OptionalLong comment) throws IOException {
        UploadedFile file = call.context().uploadedFile("attachment");
        if (file == null) {
            throw ApiProblem.of(400, "A file must be sent as the form field attachment");
        }
        String name = call.query("name").isEmpty() ? file.filename() : call.query("name");
        if (!Attachments.allowed(name)) {
            throw ApiProblem.of(
                    422, "This file cannot be uploaded or modified due to a forbidden file extension or type.");
        }
        try (InputStream content = file.content()) {
            Attachment attachment = attachments
                    .add(pull, comment, name, content)
                    .orElseThrow(() -> ApiProblem.of(413, "The attachment is too large: " + name));
            call.answer(201, json.of(attachment));
        }
    }

    private void detachFromPull(Call call) throws IOException {
        Pull pull = call.pull(call.writable("issue"));
        detach(call, tables.comments().attachments(pull));
    }

    private void detachFromComment(Call call) throws IOException {
        detach(call, tables.comments().attachments(comment(call, call.writable("issue"))));
    }

    private void detach(Call call, List<Attachment> among) throws IOException {
        long id = call.number("asset");
        Attachment attachment = among.stream()
                .filter(candidate -> candidate.id() == id)
                .findFirst()
                .orElseThrow(ApiProblem::notFound);
        attachments.remove(attachment);
        call.answer(204);
    }

    private List<Map<String, @Nullable Object>> shapes(List<Attachment> list) {
        return list.stream().map(attachment -> json.of(attachment).fields()).toList();
    }

    private Comment comment(Call call, StoredRepository repository) {
        return tables.comments()
                .find(call.number("id"))
                .filter(comment -> comment.pull().repository().id() == repository.id())
                .orElseThrow(ApiProblem::notFound);
    }

    private static String body(Call call) {
        String body = call.required(call.body(), "body");
        if (body.length() > MAX_BODY) {
            throw ApiProblem.of(422, "A comment must have at most " + MAX_BODY + " characters");
        }
        return body;
    }
}
