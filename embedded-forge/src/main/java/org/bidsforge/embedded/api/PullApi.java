// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.bidsforge.embedded.git.BareRepositories;
import org.bidsforge.embedded.git.BareRepository;
import org.bidsforge.embedded.git.Differences;
import org.bidsforge.embedded.git.FileChange;
import org.bidsforge.embedded.pulls.MergeRequests;
import org.bidsforge.embedded.pulls.MergeResult;
import org.bidsforge.embedded.store.Pull;
import org.bidsforge.embedded.store.Pulls;
import org.bidsforge.embedded.store.StoredRepository;
import org.bidsforge.embedded.store.Tables;
import org.bidsforge.embedded.wire.PullJson;
import org.bidsforge.embedded.wire.Shape;

/** Merge requests, which Gitea calls pull requests. */
final class PullApi {
    private static final int TITLE = 255;

    private final Tables tables;
    private final BareRepositories repositories;
    private final MergeRequests requests;
    private final PullJson json;

    PullApi(Tables tables, BareRepositories repositories, MergeRequests requests, PullJson json) {
        this.tables = tables;
        this.repositories = repositories;
        this.requests = requests;
        this.json = json;
    }

    void addTo(Router router) {
        router.get(Router.in("/pulls"), this::list)
                .post(Router.in("/pulls"), this::open)
                .get(Router.in("/pulls/{index}"), this::get)
                .patch(Router.in("/pulls/{index}"), this::change)
                .get(Router.in("/pulls/{index}/merge"), this::isMerged)
                .post(Router.in("/pulls/{index}/merge"), this::merge)
                .get(Router.in("/pulls/{index}/files"), this::files)
                .get(Router.in("/pulls/<branches>"), this::ofBranches);
    }

    private void list(Call call) {
        StoredRepository repository = call.readable();
        String state = call.query("state").isEmpty() ? "open" : call.query("state");
        List<Pull> pulls = tables.pulls().list(repository, state);
        call.answerPage(pulls, json::inList);
    }

    private void get(Call call) {
        call.answer(200, json.single(call.pull(call.readable())));
    }

    /** By base and head, both of which may have slashes: each way to part them is tried. */
    private void ofBranches(Call call) {
        StoredRepository repository = call.readable();
        String both = call.parameter("branches");
        for (int slash = both.indexOf('/'); slash > 0; slash = both.indexOf('/', slash + 1)) {
            Optional<Pull> pull = tables.pulls().find(repository, both.substring(0, slash), both.substring(slash + 1));
            if (pull.isPresent()) {
                call.answer(200, json.single(pull.get()));
                return;
            }
        }
        throw ApiProblem.notFound();
    }

    private void open(Call call) {
        StoredRepository repository = call.writable();
        JsonNode body = call.body();
        String head = call.required(body, "head")
                .replaceFirst("^" + repository.owner().name() + ":", "");
        String base = call.required(body, "base");
        String title = title(call.required(body, "title"));
        BareRepository git = repositories.of(repository);
        String headSha = git.branch(head).orElseThrow(ApiProblem::notFound);
        String baseSha = git.branch(base).orElseThrow(ApiProblem::notFound);
        Pull opened = tables.database().transaction(() -> {
            Optional<Pull> known = tables.pulls().find(repository, base, head).filter(Pull::open);
            if (known.isPresent()) {
                throw ApiProblem.of(409, exists(known.get()));
            }
            if (git.reaches(headSha, baseSha)) {
                throw ApiProblem.of(422, "Invalid PullRequest: There are no changes between the head and the base");
            }
            Pulls.New wanted = new Pulls.New(title, body.path("body").asText(""), head, base, headSha, baseSha);
            return requests.open(repository, call.actor(), wanted);
        });
        call.answer(201, json.single(opened));
    }

    private void change(Call call) {
        Pull pull = call.pull(call.writable());
        JsonNode body = call.body();
        String title = body.hasNonNull("title") ? title(body.path("title").asText()) : pull.title();
        Pull changed = requests.describe(pull, title, body.path("body").asText(pull.body()), call.actor());
        String base = body.path("base").asText("");
        if (!base.isEmpty() && !base.equals(pull.base())) {
            String sha = repositories
                    .of(pull.repository())
                    .branch(base)
                    .orElseThrow(() -> ApiProblem.notFound("branch does not exist [name: " + base + "]"));
            changed = requests.retarget(changed, base, sha, call.actor());
        }
        String state = body.path("state").asText("");
        if (state.equals("closed") || state.equals("open")) {
            if (pull.merge().isPresent()) {
                throw ApiProblem.of(412, "cannot change state of this pull request, it was already merged");
            }
            changed = requests.setOpen(changed, state.equals("open"), call.actor());
        }
        call.answer(201, json.single(changed));
    }

    private void isMerged(Call call) {
        if (call.pull(call.readable()).merge().isEmpty()) {
            throw ApiProblem.notFound();
        }
        call.answer(204);
    }

    private void merge(Call call) {
        Pull pull = call.pull(call.writable());
        JsonNode body = call.body();
        String style = body.path("Do").asText(body.path("do").asText("merge"));
        if (!style.equals("merge")) {
            throw ApiProblem.of(405, style + " is not supported by the embedded forge");
        }
        Optional<String> expected =
                Optional.of(body.path("head_commit_id").asText("")).filter(sha -> !sha.isEmpty());
        boolean delete = body.path("delete_branch_after_merge")
                .asBoolean(pull.repository().settings().deleteBranch());
        MergeRequests.Wish wish = new MergeRequests.Wish(expected, message(body), delete);
        MergeResult result = requests.merge(pull, wish, call.actor());
        if (result instanceof MergeResult.Refused refused) {
            throw ApiProblem.of(refused.conflict() ? 409 : 405, refused.reason());
        }
        call.answer(200);
    }

    private void files(Call call) {
        Pull pull = call.pull(call.readable());
        Differences differences = new Differences(repositories.of(pull.repository()));
        List<FileChange> changes = json.mergeBase(pull)
                .map(base -> differences.counts(Optional.of(base), pull.headSha()))
                .orElse(List.of());
        call.answerPage(
                changes,
                change -> new Shape()
                        .with("filename", change.path())
                        .with("status", change.status().equals("modified") ? "changed" : change.status())
                        .with("additions", change.additions())
                        .with("deletions", change.deletions())
                        .with("changes", change.additions() + change.deletions()));
    }

    private static String message(JsonNode body) {
        String title = body.path("MergeTitleField").asText("");
        String text = body.path("MergeMessageField").asText("");
        if (title.isBlank()) {
            return "";
        }
        return text.isBlank() ? title + "\n" : title + "\n\n" + text + "\n";
    }

    private static String title(String title) {
        if (title.isBlank() || title.length() > TITLE) {
            throw ApiProblem.of(422, "[Title]: must have 1 to " + TITLE + " characters");
        }
        return title;
    }

    private static String exists(Pull pull) {
        long repository = pull.repository().id();
        return "pull request already exists for these targets [id: " + pull.id() + ", issue_id: " + pull.number()
                + ", head_repo_id: " + repository + ", base_repo_id: " + repository + ", head_branch: " + pull.head()
                + ", base_branch: " + pull.base() + "]";
    }
}
