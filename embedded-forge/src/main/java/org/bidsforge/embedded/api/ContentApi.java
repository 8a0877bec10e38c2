// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.embedded.events.Actor;
import org.bidsforge.embedded.events.Announcer;
import org.bidsforge.embedded.git.BareRepositories;
import org.bidsforge.embedded.git.BareRepository;
import org.bidsforge.embedded.git.CommitWriter;
import org.bidsforge.embedded.git.EditRefused;
import org.bidsforge.embedded.git.FileEdit;
import org.bidsforge.embedded.git.TreeEntry;
import org.bidsforge.embedded.git.Trees;
import org.bidsforge.embedded.pulls.MergeRequests;
import org.bidsforge.embedded.store.StoredRepository;
import org.bidsforge.embedded.store.Tables;
import org.bidsforge.embedded.wire.CommitJson;
import org.bidsforge.embedded.wire.Links;
import org.bidsforge.embedded.wire.Shape;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;

/** Files: read them, commit changes of them. */
final class ContentApi {
    static final int MAX_BLOB = 10 << 20;

    private final Tables tables;
    private final BareRepositories repositories;
    private final Announcer announcer;
    private final CommitJson commits;
    private final ContentShapes shapes;

    ContentApi(Tables tables, BareRepositories repositories, Links links, Announcer announcer) {
        this.tables = tables;
        this.repositories = repositories;
        this.announcer = announcer;
        this.commits = new CommitJson(links, tables);
        this.shapes = new ContentShapes(repositories, links);
    }

    void addTo(Router router) {
        router.get(Router.in("/contents"), call -> get(call, ""))
                .get(Router.in("/contents/<path>"), call -> get(call, call.parameter("path")))
                .post(Router.in("/contents"), this::changeSeveral)
                .post(Router.in("/contents/<path>"), call -> changeOne(call, "create", 201))
                .put(Router.in("/contents/<path>"), call -> changeOne(call, "update", 200))
                .delete(Router.in("/contents/<path>"), call -> changeOne(call, "delete", 200))
                .get(Router.in("/raw/<path>"), this::raw)
                .get(Router.in("/media/<path>"), this::raw);
    }

    /** The first commit that a repository made with auto_init has. */
    void initialize(StoredRepository repository, Actor actor) throws IOException {
        FileEdit readme = new FileEdit.Create(
                "README.md", FileEdits.content(("# " + repository.name() + "\n\n").getBytes(StandardCharsets.UTF_8)));
        PersonIdent signature = MergeRequests.signature(actor.account());
        commit(
                repository,
                repository.defaultBranch(),
                repository.defaultBranch(),
                List.of(readme),
                new CommitWriter.Words(signature, signature, "Initial commit"),
                actor);
    }

    private void get(Call call, String path) {
        StoredRepository repository = call.readable();
        String ref = call.query("ref").isEmpty() ? repository.defaultBranch() : call.query("ref");
        RevCommit commit = repositories
                .of(repository)
                .commit(ref)
                .orElseThrow(
                        () -> ApiProblem.notFoundIn("GetContentsOrList", "object does not exist [id: " + ref + "]"));
        Trees trees = new Trees(repositories.of(repository));
        Optional<TreeEntry> entry = path.isEmpty() ? Optional.empty() : trees.entry(commit.getTree(), path);
        if (path.isEmpty() || entry.filter(found -> found.type().equals("tree")).isPresent()) {
            call.answerAll(trees.list(commit.getTree(), path, false).stream()
                    .map(item -> shapes.of(repository, commit, ref, item, false).fields())
                    .toList());
            return;
        }
        TreeEntry file = entry.orElseThrow(() ->
                ApiProblem.notFoundIn("GetContentsOrList", "object does not exist [id: , rel_path: " + path + "]"));
        call.answer(200, shapes.of(repository, commit, ref, file, true));
    }

    private void raw(Call call) {
        StoredRepository repository = call.readable();
        String ref = call.query("ref").isEmpty() ? repository.defaultBranch() : call.query("ref");
        Trees trees = new Trees(repositories.of(repository));
        byte[] bytes = repositories
                .of(repository)
                .commit(ref)
                .flatMap(commit -> trees.entry(commit.getTree(), call.parameter("path")))
                .filter(entry -> entry.type().equals("blob"))
                .flatMap(entry -> trees.blob(entry.id(), 10 * MAX_BLOB))
                .orElseThrow(ApiProblem::notFound);
        Context context = call.context();
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Content-Security-Policy", "default-src 'none'; sandbox");
        context.contentType(text(bytes) ? "text/plain; charset=utf-8" : "application/octet-stream")
                .result(bytes);
    }

    private void changeSeveral(Call call) throws IOException {
        JsonNode body = call.body();
        List<JsonNode> files = new ArrayList<>();
        body.path("files").forEach(files::add);
        if (files.isEmpty()) {
            throw ApiProblem.of(422, "[Files]: Required");
        }
        Change change = change(call, body, files);
        List<Object> shown = new ArrayList<>();
        for (JsonNode file : files) {
            shown.add(change.shape(file.path("path").asText()));
        }
        call.answer(
                201,
                change.answer()
                        .with("files", shown)
                        .with("commit", change.commit)
                        .with("verification", CommitJson.unverified()));
    }

    private void changeOne(Call call, String operation, int status) throws IOException {
        JsonNode body = call.body();
        ObjectNode file = JsonNodeFactory.instance.objectNode();
        file.put("operation", operation);
        file.put("path", call.parameter("path"));
        body.properties().forEach(field -> file.set(field.getKey(), field.getValue()));
        file.put("path", call.parameter("path"));
        Change change = change(call, body, List.of(file));
        call.answer(
                status,
                change.answer()
                        .with("content", change.shape(call.parameter("path")))
                        .with("commit", change.commit)
                        .with("verification", CommitJson.unverified()));
    }

    /** A commit that was made, to be told. */
    private final class Change {
        private final StoredRepository repository;
        private final String branch;
        private final RevCommit made;
        private final Shape commit;

        Change(StoredRepository repository, String branch, RevCommit made) {
            this.repository = repository;
            this.branch = branch;
            this.made = made;
            this.commit = commits.ofFiles(repository, made);
        }

        Shape answer() {
            return new Shape();
        }

        /** The file as it is now; null when it is gone. */
        @Nullable
        Map<String, @Nullable Object> shape(String path) {
            Optional<TreeEntry> entry = new Trees(repositories.of(repository)).entry(made.getTree(), path);
            return entry.isPresent()
                    ? shapes.of(repository, made, branch, entry.get(), true).fields()
                    : null;
        }
    }

    private Change change(Call call, JsonNode body, List<JsonNode> files) throws IOException {
        StoredRepository repository = call.writable();
        String from = body.path("branch").asText("").isEmpty()
                ? repository.defaultBranch()
                : body.path("branch").asText();
        String to = body.path("new_branch").asText("").isEmpty()
                ? from
                : body.path("new_branch").asText();
        if (!Repository.isValidRefName(Constants.R_HEADS + to)) {
            throw ApiProblem.of(422, "[BranchName]: invalid branch name");
        }
        if (tables.protections()
                .covering(repository, to)
                .filter(rule -> !rule.allowsPush())
                .isPresent()) {
            throw ApiProblem.of(403, "branch is protected [name: " + to + "]");
        }
        List<FileEdit> edits = new ArrayList<>();
        for (JsonNode file : files) {
            edits.add(FileEdits.edit(file));
        }
        PersonIdent own = MergeRequests.signature(call.actor().account());
        PersonIdent author = FileEdits.person(body, "author", own);
        PersonIdent committer = FileEdits.person(body, "committer", author);
        String message = body.path("message").asText("").isBlank()
                ? FileEdits.message(edits)
                : body.path("message").asText();
        CommitWriter.Words words = new CommitWriter.Words(author, committer, message);
        return commit(repository, from, to, edits, words, call.actor());
    }

    private Change commit(
            StoredRepository repository,
            String from,
            String to,
            List<FileEdit> edits,
            CommitWriter.Words words,
            Actor actor)
            throws IOException {
        BareRepository git = repositories.of(repository);
        Optional<String> parent = git.branch(from);
        boolean empty = git.refs().isEmpty();
        if (parent.isEmpty() && !empty) {
            throw ApiProblem.notFound("branch does not exist [name: " + from + "]");
        }
        ObjectId made;
        try {
            made = new CommitWriter(git).commit(parent.flatMap(git::commit), edits, words);
        } catch (EditRefused e) {
            throw ApiProblem.of(422, e.reason());
        }
        ObjectId expected =
                to.equals(from) && parent.isPresent() ? ObjectId.fromString(parent.get()) : ObjectId.zeroId();
        if (!git.moveRef(Constants.R_HEADS + to, expected, made)) {
            throw ApiProblem.of(409, "The branch is not where it was, or is there already: " + to);
        }
        announcer.announce(repository, actor);
        return new Change(repository, to, git.commit(made.name()).orElseThrow());
    }

    /** As far as a look at the beginning tells. */
    private static boolean text(byte[] bytes) {
        for (int i = 0; i < Math.min(bytes.length, 8000); i++) {
            if (bytes[i] == 0) {
                return false;
            }
        }
        return true;
    }
}
