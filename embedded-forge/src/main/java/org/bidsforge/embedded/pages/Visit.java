// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import io.javalin.http.Context;
import java.time.Instant;
import java.util.Optional;
import org.bidsforge.embedded.store.StoredRepository;
import org.bidsforge.embedded.wire.Links;

/** One request of a browser: who asks for what, and the page that answers. */
final class Visit {
    private static final int MOST_PAGES = 100_000;

    private final Context context;
    private final Visitor visitor;
    private final Pages.Parts parts;
    private final Screen screen;
    private final Times times = new Times(Instant.now());

    Visit(Context context, Visitor visitor, Pages.Parts parts, Screen screen) {
        this.context = context;
        this.visitor = visitor;
        this.parts = parts;
        this.screen = screen;
    }

    /** Answers a request. */
    interface Answerer {
        void answer(Visit visit) throws Exception;
    }

    Context context() {
        return context;
    }

    Visitor visitor() {
        return visitor;
    }

    Times times() {
        return times;
    }

    String parameter(String name) {
        return context.pathParam(name);
    }

    /** A number in the path; anything else finds nothing. */
    long number(String name) {
        String text = parameter(name);
        if (!text.matches("[0-9]{1,15}")) {
            throw PageProblem.notFound();
        }
        return Long.parseLong(text);
    }

    /** A parameter of the query; empty when it is not there. */
    String query(String name) {
        return Optional.ofNullable(context.queryParam(name)).orElse("");
    }

    /** A field of the form; empty when it is not there. */
    String field(String name) {
        return Optional.ofNullable(context.formParam(name)).orElse("");
    }

    /** Which page of a long list, from 1. */
    int page() {
        String text = query("page");
        return text.matches("[0-9]{1,6}") ? Math.min(MOST_PAGES, Math.max(1, Integer.parseInt(text))) : 1;
    }

    /** The repository of the path if the visitor may see it. Strangers are not told whether there is one. */
    StoredRepository repository() {
        Optional<StoredRepository> found = parts.tables()
                .repositories()
                .find(parameter("owner"), parameter("repo"))
                .filter(visitor::mayRead);
        if (found.isEmpty() && !visitor.signedIn()) {
            throw new SignInNeeded();
        }
        return found.orElseThrow(PageProblem::notFound);
    }

    Frame frame(String title) {
        return new Frame(title, visitor.name(), visitor.formToken(), here(), Optional.empty());
    }

    Frame frame(String title, StoredRepository repository, Frame.Tab tab) {
        return frame(title, repository, tab, false);
    }

    /** Of the repository's own page. */
    Frame main(StoredRepository repository) {
        return frame(repository.fullName(), repository, Frame.Tab.FILES, true);
    }

    void show(String template, Frame frame, Object view) {
        screen.show(context, template, frame, view);
    }

    /** Leads the browser to another page of this forge. */
    void go(String path) {
        Screen.secure(context);
        context.status(303).header("Location", Addresses.isLocal(path) ? path : "/");
    }

    /** The address of this page; of a form's answer, that of the start. */
    String here() {
        if (!context.req().getMethod().equals("GET")) {
            return "/";
        }
        String query = context.queryString();
        return Links.path(context.path()) + (query == null ? "" : "?" + query);
    }

    private Frame frame(String title, StoredRepository repository, Frame.Tab tab, boolean main) {
        Frame.Head head = new Frame.Head(
                repository.owner().name(),
                repository.name(),
                repository.closed(),
                repository.description(),
                main,
                tab,
                parts.tables().pulls().openCount(repository));
        String full = main ? title : title + " · " + repository.fullName();
        return new Frame(full, visitor.name(), visitor.formToken(), here(), Optional.of(head));
    }
}
