// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.bidsforge.embedded.events.StatusEvents;
import org.bidsforge.embedded.git.BareRepositories;
import org.bidsforge.embedded.store.CommitStatus;
import org.bidsforge.embedded.store.Statuses;
import org.bidsforge.embedded.store.StoredRepository;
import org.bidsforge.embedded.store.Tables;
import org.bidsforge.embedded.wire.Links;
import org.bidsforge.embedded.wire.StatusJson;
import org.eclipse.jgit.revwalk.RevCommit;

/** Commit statuses. */
final class StatusApi {
    private final Tables tables;
    private final BareRepositories repositories;
    private final StatusEvents events;
    private final StatusJson json;

    StatusApi(Tables tables, BareRepositories repositories, StatusEvents events, Links links) {
        this.tables = tables;
        this.repositories = repositories;
        this.events = events;
        this.json = new StatusJson(links, tables);
    }

    void addTo(Router router) {
        router.post(Router.in("/statuses/{sha}"), this::set)
                .get(Router.in("/statuses/{sha}"), call -> list(call, call.parameter("sha")))
                .get(Router.in("/commits/<ref>/statuses"), call -> list(call, call.parameter("ref")))
                .get(Router.in("/commits/<ref>/status"), this::combined);
    }

    private void set(Call call) {
        StoredRepository repository = call.writable();
        String sha = call.parameter("sha");
        boolean known = sha.length() == 40
                && repositories
                        .of(repository)
                        .commit(sha)
                        .filter(commit -> commit.name().equals(sha))
                        .isPresent();
        if (!known) {
            // A real Gitea answers so.
            throw ApiProblem.of(500, "GetCommit[" + sha + "]: object does not exist [id: " + sha + ", rel_path: ]");
        }
        JsonNode body = call.body();
        Statuses.New status = new Statuses.New(
                sha,
                body.path("context").asText("default"),
                body.path("state").asText(""),
                body.path("description").asText(""),
                body.path("target_url").asText(""));
        CommitStatus stored = events.set(
                repository,
                status,
                Optional.of(call.actor().account()),
                call.actor().account());
        call.answer(201, json.of(repository, stored));
    }

    private void list(Call call, String ref) {
        StoredRepository repository = call.readable();
        String sha = commit(repository, ref).name();
        call.answerPage(tables.statuses().of(repository, sha), status -> json.of(repository, status));
    }

    private void combined(Call call) {
        StoredRepository repository = call.readable();
        String sha = commit(repository, call.parameter("ref")).name();
        List<CommitStatus> latest = tables.statuses().latest(repository, sha);
        Page page = Page.of(call);
        page.tell(call, latest.size());
        call.answer(
                200,
                json.combined(repository, sha, page.cut(latest))
                        .with("state", Statuses.combined(latest))
                        .with("total_count", latest.size()));
    }

    private RevCommit commit(StoredRepository repository, String ref) {
        return repositories.of(repository).commit(ref).orElseThrow(ApiProblem::notFound);
    }
}
