// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.embedded.git.BareRepositories;
import org.bidsforge.embedded.git.BareRepository;
import org.bidsforge.embedded.git.History;
import org.bidsforge.embedded.git.TreeEntry;
import org.bidsforge.embedded.git.Trees;
import org.bidsforge.embedded.store.StoredRepository;
import org.bidsforge.embedded.store.Tables;
import org.bidsforge.embedded.wire.CommitJson;
import org.bidsforge.embedded.wire.Links;
import org.bidsforge.embedded.wire.Shape;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;

/** Refs, trees, commits, comparisons and tags. */
final class GitApi {
    static final int TREE_PAGE = 1000;
    private static final int COMPARED = 250;

    private final BareRepositories repositories;
    private final Links links;
    private final CommitJson commits;

    GitApi(Tables tables, BareRepositories repositories, Links links) {
        this.repositories = repositories;
        this.links = links;
        this.commits = new CommitJson(links, tables);
    }

    void addTo(Router router) {
        router.get(Router.in("/git/refs"), call -> refs(call, "refs/"))
                .get(Router.in("/git/refs/<ref>"), call -> refs(call, "refs/" + call.parameter("ref")))
                .get(Router.in("/git/trees/{sha}"), this::tree)
                .get(Router.in("/git/commits/{sha}"), this::commit)
                .get(Router.in("/commits"), this::list)
                .get(Router.in("/compare/<range>"), this::compare)
                .get(Router.in("/tags"), this::tags);
    }

    private void refs(Call call, String prefix) {
        StoredRepository repository = call.readable();
        BareRepository git = repositories.of(repository);
        List<Map<String, @Nullable Object>> found = new ArrayList<>();
        git.refs().forEach((name, sha) -> {
            if (name.startsWith(prefix)) {
                String type = git.commit(sha)
                                .filter(commit -> commit.name().equals(sha))
                                .isPresent()
                        ? "commit"
                        : "tag";
                found.add(new Shape()
                        .with("ref", name)
                        .with("url", links.api(repository) + "/git/" + name)
                        .with(
                                "object",
                                new Shape()
                                        .with("type", type)
                                        .with("sha", sha)
                                        .with("url", links.api(repository) + "/git/" + type + "s/" + sha))
                        .fields());
            }
        });
        if (found.isEmpty() && !prefix.equals("refs/")) {
            throw ApiProblem.notFound();
        }
        call.answerAll(found);
    }

    private void tree(Call call) {
        StoredRepository repository = call.readable();
        Trees trees = new Trees(repositories.of(repository));
        ObjectId tree = trees.tree(call.parameter("sha")).orElseThrow(ApiProblem::notFound);
        List<TreeEntry> all = trees.list(tree, "", call.flag("recursive"));
        int wanted = call.query("per_page").matches("[1-9][0-9]{0,8}")
                ? Math.min(TREE_PAGE, Integer.parseInt(call.query("per_page")))
                : TREE_PAGE;
        Page page = new Page(Page.of(call).number(), wanted);
        page.tell(call, all.size());
        String sha = repositories
                .of(repository)
                .commit(call.parameter("sha"))
                .map(RevCommit::name)
                .orElse(tree.name());
        List<TreeEntry> shown = page.cut(all);
        call.answer(
                200,
                new Shape()
                        .with("sha", sha)
                        .with("url", links.api(repository) + "/git/trees/" + sha)
                        .with(
                                "tree",
                                shown.stream()
                                        .map(entry -> entry(repository, entry).fields())
                                        .toList())
                        .with("truncated", page.number() * (long) page.size() < all.size())
                        .with("page", page.number())
                        .with("total_count", all.size()));
    }

    private Shape entry(StoredRepository repository, TreeEntry entry) {
        String url = entry.mode() == FileMode.GITLINK
                ? ""
                : links.api(repository) + "/git/" + entry.type() + "s/" + entry.sha();
        return new Shape()
                .with("path", entry.path())
                .with("mode", String.format(Locale.ROOT, "%06o", entry.mode().getBits()))
                .with("type", entry.type())
                .with("size", entry.size())
                .with("sha", entry.sha())
                .with("url", url);
    }

    private void commit(Call call) {
        StoredRepository repository = call.readable();
        RevCommit commit = find(repository, call.parameter("sha"));
        call.answer(200, commits.inList(repository, repositories.of(repository), commit, true));
    }

    private void list(Call call) {
        StoredRepository repository = call.readable();
        String start = call.query("sha").isEmpty() ? repository.defaultBranch() : call.query("sha");
        RevCommit commit = find(repository, start);
        BareRepository git = repositories.of(repository);
        Page page = Page.of(call);
        History history = new History(git);
        page.tell(call, history.count(commit.name()));
        call.answerAll(history.of(commit.name(), (page.number() - 1) * page.size(), page.size()).stream()
                .map(item -> commits.inList(repository, git, item, true).fields())
                .toList());
    }

    private void compare(Call call) {
        StoredRepository repository = call.readable();
        String[] ends = call.parameter("range").split("\\.\\.\\.?", -1);
        if (ends.length != 2) {
            throw ApiProblem.notFound();
        }
        RevCommit base = find(repository, ends[0]);
        RevCommit head = find(repository, ends[1]);
        BareRepository git = repositories.of(repository);
        List<RevCommit> between = new History(git).between(base.name(), head.name(), COMPARED);
        call.answer(
                200,
                new Shape()
                        .with("total_commits", between.size())
                        .with(
                                "commits",
                                between.stream()
                                        .map(item -> commits.inList(repository, git, item, true)
                                                .fields())
                                        .toList()));
    }

    private void tags(Call call) {
        StoredRepository repository = call.readable();
        BareRepository git = repositories.of(repository);
        List<String> names = git.refs().keySet().stream()
                .filter(ref -> ref.startsWith("refs/tags/"))
                .map(ref -> ref.substring("refs/tags/".length()))
                .toList();
        call.answerPage(names, name -> tag(repository, git, name));
    }

    private Shape tag(StoredRepository repository, BareRepository git, String name) {
        Optional<RevCommit> commit = git.commit("refs/tags/" + name);
        Shape shape = new Shape()
                .with("name", name)
                .with(
                        "message",
                        commit.map(found -> found.getFullMessage().strip()).orElse(""))
                .with("id", git.refs().getOrDefault("refs/tags/" + name, ""));
        commit.ifPresent(found -> shape.with(
                "commit",
                commits.reference(
                        repository,
                        "commits",
                        found.name(),
                        CommitJson.when(found.getCommitterIdent()).toString())));
        return shape.with("zipball_url", links.html(repository) + "/archive/" + name + ".zip")
                .with("tarball_url", links.html(repository) + "/archive/" + name + ".tar.gz");
    }

    private RevCommit find(StoredRepository repository, String revision) {
        return repositories
                .of(repository)
                .commit(revision)
                .orElseThrow(() -> ApiProblem.notFound("object does not exist [id: " + revision + "]"));
    }
}
