// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bidsforge.embedded.store.StoredRepository;
import org.bidsforge.embedded.store.Tables;

/** What is on this forge: what waits for a person, and all repositories. */
final class HomePages {
    private static final int REPOSITORIES = 100;
    private static final int WAITING = 10;
    private static final int MOST_OPEN = 200;
    private static final int LONGEST = 200;

    private final Tables tables;

    HomePages(Pages.Parts parts) {
        this.tables = parts.tables();
    }

    void addTo(Pages.PageRoutes routes) {
        routes.get("/", visit -> show(visit, visible(visit)));
        routes.get("/{owner}", this::owner);
    }

    private void owner(Visit visit) {
        String owner = visit.parameter("owner");
        List<StoredRepository> repositories = visible(visit).stream()
                .filter(repository -> repository.owner().name().equalsIgnoreCase(owner))
                .toList();
        if (repositories.isEmpty() && !visit.visitor().signedIn()) {
            throw new SignInNeeded();
        }
        if (repositories.isEmpty()) {
            throw PageProblem.notFound();
        }
        show(visit, repositories);
    }

    private List<StoredRepository> visible(Visit visit) {
        return tables.repositories().all().stream()
                .filter(visit.visitor()::mayRead)
                .sorted(Comparator.comparing(StoredRepository::fullName, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }

    private void show(Visit visit, List<StoredRepository> repositories) {
        boolean all = visit.context().path().equals("/");
        int page = visit.page();
        List<HomeView.Group> groups = groups(
                visit,
                repositories.stream()
                        .skip((page - 1L) * REPOSITORIES)
                        .limit(REPOSITORIES)
                        .toList());
        String title = all ? "Repositories" : repositories.get(0).owner().name();
        Paging paging = Paging.of(
                page, repositories.size(), REPOSITORIES, visit.context().path());
        Set<Long> shown = repositories.stream().map(StoredRepository::id).collect(Collectors.toSet());
        List<PullRow> waiting = tables.pulls().open(MOST_OPEN).stream()
                .filter(pull -> shown.contains(pull.repository().id()))
                .limit(WAITING)
                .map(pull -> PullRow.of(pull, tables, visit.times()))
                .toList();
        visit.show(
                "home.jte",
                visit.frame(title),
                new HomeView(title, waiting, groups, visit.visitor().signedIn(), visit.here(), paging));
    }

    private List<HomeView.Group> groups(Visit visit, List<StoredRepository> repositories) {
        List<HomeView.Group> groups = new ArrayList<>();
        List<HomeView.Row> rows = new ArrayList<>();
        for (int i = 0; i < repositories.size(); i++) {
            StoredRepository repository = repositories.get(i);
            rows.add(row(visit, repository));
            boolean last = i == repositories.size() - 1
                    || repositories.get(i + 1).owner().id()
                            != repository.owner().id();
            if (last) {
                groups.add(new HomeView.Group(repository.owner().name(), rows));
                rows = new ArrayList<>();
            }
        }
        return groups;
    }

    private HomeView.Row row(Visit visit, StoredRepository repository) {
        return new HomeView.Row(
                repository.name(),
                "/" + repository.fullName(),
                Shown.cut(repository.description(), LONGEST),
                repository.closed(),
                tables.pulls().openCount(repository),
                visit.times().ago(repository.updated()));
    }
}
