// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import java.util.List;
import java.util.Optional;
import org.bidsforge.embedded.pulls.MergeRequests;
import org.bidsforge.embedded.pulls.MergeResult;
import org.bidsforge.embedded.store.Pull;
import org.bidsforge.embedded.store.StoredRepository;
import org.bidsforge.embedded.store.Tables;

/** Merge requests: the list, one of them, and its button. */
final class PullPages {
    private static final int PULLS = 50;
    private static final int MOST_SHA = 64;

    private final Pages.Parts parts;
    private final Tables tables;
    private final BrowserSessions sessions;
    private final PullReader reader;

    PullPages(Pages.Parts parts, BrowserSessions sessions, Markdown markdown, Addresses addresses) {
        this.parts = parts;
        this.tables = parts.tables();
        this.sessions = sessions;
        this.reader = new PullReader(parts, markdown, addresses);
    }

    void addTo(Pages.PageRoutes routes) {
        routes.get("/{owner}/{repo}/pulls", this::list)
                .get("/{owner}/{repo}/pulls/{number}", visit -> show(visit, find(visit), ""))
                .post("/{owner}/{repo}/pulls/{number}/merge", this::merge);
    }

    private void list(Visit visit) {
        StoredRepository repository = visit.repository();
        boolean open = !visit.query("state").equals("closed");
        String state = open ? "open" : "closed";
        int page = visit.page();
        List<PullRow> rows = tables.pulls().list(repository, state, PULLS, (page - 1) * PULLS).stream()
                .map(pull -> PullRow.of(pull, tables, visit.times()))
                .toList();
        String path = "/" + repository.fullName() + "/pulls";
        long openCount = tables.pulls().count(repository, "open");
        long closedCount = tables.pulls().count(repository, "closed");
        Paging paging = Paging.of(page, open ? openCount : closedCount, PULLS, open ? path : path + "?state=closed");
        visit.show(
                "pulls.jte",
                visit.frame("Merge requests", repository, Frame.Tab.PULLS),
                new PullsView(path, open, openCount, closedCount, rows, paging));
    }

    /** Does what the button says, as a call of the API would. */
    private void merge(Visit visit) {
        Pull pull = find(visit);
        sessions.requireOwnForm(visit.context(), visit.visitor());
        if (!visit.visitor().mayWrite()) {
            throw new PageProblem(403, "You are signed in with a token that may look but not change anything.");
        }
        String head = visit.field("head");
        Optional<String> seen = Optional.of(head.length() > MOST_SHA ? "" : head);
        MergeRequests.Wish wish =
                new MergeRequests.Wish(seen, "", pull.repository().settings().deleteBranch());
        MergeResult result = parts.requests().merge(pull, wish, visit.visitor().actor());
        if (result instanceof MergeResult.Refused refused) {
            visit.context().status(409);
            show(visit, tables.pulls().get(pull.id()), refused.reason());
            return;
        }
        visit.go("/" + pull.repository().fullName() + "/pulls/" + pull.number());
    }

    private void show(Visit visit, Pull pull, String problem) {
        visit.show(
                "pull.jte",
                visit.frame(pull.title() + " (#" + pull.number() + ")", pull.repository(), Frame.Tab.PULLS),
                reader.read(visit, pull, problem));
    }

    private Pull find(Visit visit) {
        StoredRepository repository = visit.repository();
        return tables.pulls().find(repository, visit.number("number")).orElseThrow(PageProblem::notFound);
    }
}
