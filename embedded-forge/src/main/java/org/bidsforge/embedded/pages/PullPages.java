// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

package org.bidsforge.embedded.pages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.embedded.api.ApiProblem;
import org.bidsforge.embedded.git.BareRepositories;
import org.bidsforge.embedded.git.History;
import org.bidsforge.embedded.pulls.Attachments;
import org.bidsforge.embedded.pulls.MergeRequests;
import org.bidsforge.embedded.pulls.MergeResult;
import org.bidsforge.embedded.store.Attachment;
import org.bidsforge.embedded.store.Comment;
import org.bidsforge.embedded.store.CommitStatus;
import org.bidsforge.embedded.store.Pull;
import org.bidsforge.embedded.store.Run;
import org.bidsforge.embedded.store.StoredRepository;
import org.bidsforge.embedded.store.Tables;
import org.bidsforge.embedded.wire.PullJson;

/** Merge requests: the list, one of them, and its merge button. */
final class PullPages {
    private static final int COMMITS = 50;

    private final Tables tables;
    private final BareRepositories repositories;
    private final MergeRequests requests;
    private final PullJson pullJson;
    private final RepositoryPages repositoryPages;
    private final Markdown markdown;
    private final Screen screen;

    PullPages(
            Tables tables,
            BareRepositories repositories,
            MergeRequests requests,
            PullJson pullJson,
            RepositoryPages repositoryPages,
            Markdown markdown,
            Screen screen) {
        this.tables = tables;
        this.repositories = repositories;
        this.requests = requests;
        this.pullJson = pullJson;
        this.repositoryPages = repositoryPages;
        this.markdown = markdown;
        this.screen = screen;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/{owner}/{repo}/pulls", this::list);
        routes.get("/{owner}/{repo}/pulls/{number}", context -> show(context, find(context), ""));
        routes.post("/{owner}/{repo}/pulls/{number}/merge", this::merge);
    }

    private void list(Context context) {
        StoredRepository repository = repositoryPages.find(context);
        List<Views.Check> pulls = tables.pulls().list(repository, "all").stream()
                .map(pull -> new Views.Check(
                        Badge.of(pull),
                        "#" + pull.number() + " " + pull.title(),
                        pull.head() + " into " + pull.base(),
                        path(pull)))
                .toList();
        screen.show(
                context, "pulls.jte", screen.frame(context, repository, "Merge requests"), Map.of("pulls", pulls));
    }

    private void merge(Context context) {
        Pull pull = find(context);
        SignIn.requireForm(context);
        String head = context.formParam("head") == null ? "" : context.formParam("head");
        boolean delete = pull.repository().settings().deleteBranch();
        MergeRequests.Wish wish = new MergeRequests.Wish(Optional.of(head), "", delete);
        MergeResult result = requests.merge(pull, wish, Visitor.of(context).actor());
        if (result instanceof MergeResult.Refused refused) {
            context.status(409);
            show(context, pull, refused.reason());
            return;
        }
        SignIn.go(context, path(pull));
    }

    private void show(Context context, Pull pull, String problem) {
        StoredRepository repository = pull.repository();
        Optional<String> mergeBase = pullJson.mergeBase(pull);
        Map<String, Object> model = new HashMap<>();
        model.put("pull", pull);
        model.put("badge", Badge.of(pull));
        model.put("opened", RepositoryPages.when(pull.created()));
        model.put("checks", checks(pull));
        model.put("runs", runs(pull));
        model.put("problem", problem);
        model.put("obstacle", obstacle(context, pull));
        String description = markdown.html(pull.body());
        List<Views.Remark> remarks = new ArrayList<>();
        for (Comment comment : tables.comments().of(pull)) {
            remarks.add(new Views.Remark(
                    "issuecomment-" + comment.id(),
                    comment.author().name(),
                    RepositoryPages.when(comment.updated()),
                    markdown.html(comment.body())));
        }
        model.put("description", description);
        model.put("remarks", remarks);
        model.put("pictures", pictures(pull, description, remarks));
        model.put(
                "commits",
                mergeBase
                        .map(base -> new History(repositories.of(repository)).between(base, pull.headSha(), COMMITS))
                        .orElse(List.of())
                        .stream()
                        .map(commit -> repositoryPages.line(repository, commit))
                        .toList());
        model.put(
                "differences",
                mergeBase
                        .map(base -> repositoryPages.differences(repository, Optional.of(base), pull.headSha()))
                        .orElse(new Views.Differences(List.of(), 0)));
        Frame.Crumb crumb = new Frame.Crumb("Merge requests", "/" + repository.fullName() + "/pulls");
        screen.show(context, "pull.jte", screen.frame(context, repository, pull.title(), crumb), model);
    }

    /** Why there is no merge button, in a sentence; empty if there is one. */
    private String obstacle(Context context, Pull pull) {
        Optional<String> rule = requests.obstacle(pull);
        if (rule.isPresent()) {
            return rule.get() + ".";
        }
        if (!pullJson.mergeable(pull)) {
            return "The branches are in conflict: bring " + pull.base() + " into " + pull.head() + " first.";
        }
        return Visitor.of(context).formToken().isEmpty() ? "Sign in to merge." : "";
    }

    private List<Views.Check> checks(Pull pull) {
        List<Views.Check> checks = new ArrayList<>();
        for (CommitStatus status : tables.statuses().latest(pull.repository(), pull.headSha())) {
            String url = status.targetUrl();
            checks.add(new Views.Check(
                    Badge.ofCheck(status.state()),
                    status.context(),
                    status.description(),
                    Markdown.safeLink(url) ? url : ""));
        }
        return checks;
    }

    private List<Views.Check> runs(Pull pull) {
        List<Views.Check> runs = new ArrayList<>();
        for (Run run : tables.runs().of(pull.repository(), pull.headSha())) {
            runs.add(RunPages.line(run));
        }
        return runs;
    }

    /** Attached pictures that no text shows already. */
    private List<Views.Picture> pictures(Pull pull, String description, List<Views.Remark> remarks) {
        List<Attachment> attachments = new ArrayList<>(tables.comments().attachments(pull));
        tables.comments().of(pull).forEach(comment -> attachments.addAll(tables.comments().attachments(comment)));
        return attachments.stream()
                .filter(attachment -> Attachments.mediaType(attachment).startsWith("image/"))
                .filter(attachment -> !description.contains(attachment.uuid())
                        && remarks.stream().noneMatch(remark -> remark.html().contains(attachment.uuid())))
                .map(attachment -> new Views.Picture(attachment.name(), "/attachments/" + attachment.uuid()))
                .toList();
    }

    private Pull find(Context context) {
        StoredRepository repository = repositoryPages.find(context);
        return tables.pulls().find(repository, RunPages.number(context, "number")).orElseThrow(ApiProblem::notFound);
    }

    private static String path(Pull pull) {
        return "/" + pull.repository().fullName() + "/pulls/" + pull.number();
    }
}
