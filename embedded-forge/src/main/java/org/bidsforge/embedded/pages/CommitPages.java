// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bidsforge.embedded.git.BareRepositories;
import org.bidsforge.embedded.git.BareRepository;
import org.bidsforge.embedded.git.Differences;
import org.bidsforge.embedded.git.History;
import org.bidsforge.embedded.store.StoredRepository;
import org.eclipse.jgit.revwalk.RevCommit;

/** The commits of a branch, and one commit with what it changes. */
final class CommitPages {
    private static final int COMMITS = 50;
    private static final int DIFFERENCE_BYTES = 130_000;
    private static final int LONGEST_MESSAGE = 20_000;

    private final BareRepositories repositories;
    private final Places places;
    private final Pages.Parts parts;

    CommitPages(Pages.Parts parts) {
        this.repositories = parts.repositories();
        this.places = new Places(repositories);
        this.parts = parts;
    }

    void addTo(Pages.PageRoutes routes) {
        routes.get("/{owner}/{repo}/commits", visit -> {
            StoredRepository repository = visit.repository();
            Optional<Place> place = places.main(repository);
            visit.go(place.isPresent() ? place.get().commits() : "/" + repository.fullName());
        });
        routes.get("/{owner}/{repo}/commits/{kind}/<rest>", this::list);
        routes.get("/{owner}/{repo}/commit/{sha}", this::show);
    }

    private void list(Visit visit) {
        StoredRepository repository = visit.repository();
        Place place = places.of(repository, visit.parameter("kind"), visit.parameter("rest"));
        if (!place.path().isEmpty()) {
            throw PageProblem.notFound();
        }
        History history = new History(repositories.of(repository));
        int page = visit.page();
        String sha = place.commit().name();
        List<CommitRow> rows = history.of(sha, (page - 1) * COMMITS, COMMITS).stream()
                .map(commit -> CommitRow.of(repository, commit, visit.times()))
                .toList();
        List<Badge> checks = rows.stream()
                .map(row -> Badge.ofChecks(parts.tables().statuses().latest(repository, row.sha())))
                .toList();
        int count = history.count(sha);
        visit.show(
                "commits.jte",
                visit.frame("Commits on " + place.shown(), repository, Frame.Tab.COMMITS),
                new CommitsView(place, count, rows, checks, Paging.of(page, count, COMMITS, place.commits())));
    }

    private void show(Visit visit) {
        StoredRepository repository = visit.repository();
        BareRepository git = repositories.of(repository);
        String wanted = visit.parameter("sha");
        if (!wanted.matches("[0-9a-f]{7,40}")) {
            throw PageProblem.notFound();
        }
        RevCommit commit = git.commit(wanted).orElseThrow(PageProblem::notFound);
        String message = commit.getFullMessage();
        CommitView view = new CommitView(
                CommitRow.of(repository, commit, visit.times()),
                Shown.cut(message, LONGEST_MESSAGE),
                Badge.ofChecks(parts.tables().statuses().latest(repository, commit.name())),
                Arrays.stream(commit.getParents()).map(RevCommit::name).collect(Collectors.toList()),
                "/" + repository.fullName(),
                ChangesView.of(git, Differences.parent(commit), commit.name(), DIFFERENCE_BYTES));
        visit.show("commit.jte", visit.frame(view.commit().summary(), repository, Frame.Tab.COMMITS), view);
    }
}
