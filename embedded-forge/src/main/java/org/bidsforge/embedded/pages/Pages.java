// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import org.bidsforge.embedded.actions.Actions;
import org.bidsforge.embedded.api.Api;
import org.bidsforge.embedded.api.Authentication;
import org.bidsforge.embedded.git.BareRepositories;
import org.bidsforge.embedded.pulls.Attachments;
import org.bidsforge.embedded.pulls.MergeRequests;
import org.bidsforge.embedded.store.StoredToken;
import org.bidsforge.embedded.store.Tables;
import org.bidsforge.embedded.wire.Links;
import org.bidsforge.embedded.wire.PullJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All pages, what they look like, and what is shown when something goes wrong. */
public final class Pages {
    private static final Logger LOG = LoggerFactory.getLogger(Pages.class);

    private static final String SHOWN = Pages.class.getName();

    private final Parts parts;
    private final Screen screen = new Screen();
    private final BrowserSessions sessions;
    private final SignInPages signIn;

    /** The parts of the forge that pages use. */
    public record Parts(
            Tables tables,
            Links links,
            BareRepositories repositories,
            PullJson pullJson,
            MergeRequests requests,
            Attachments attachments,
            Actions actions,
            Authentication authentication) {}

    public Pages(Parts parts) {
        this.parts = parts;
        this.sessions = new BrowserSessions(parts.tables().sessions(), parts.links());
        this.signIn = new SignInPages(parts, sessions);
    }

    public void addTo(RoutesConfig routes) {
        // What no route answers comes here without having been a problem of a page.
        routes.error(404, context -> {
            if (context.attribute(SHOWN) == null && !Api.concerns(context)) {
                problem(context, 404, PageProblem.notFound().reason());
            }
        });
        routes.get(Assets.stylesheet(), context -> lasting(context, "text/css; charset=utf-8", Assets.CSS));
        routes.get("/assets/icon.svg", context -> lasting(context, "image/svg+xml", Assets.ICON));
        Addresses addresses = new Addresses(parts.links().base());
        Markdown markdown = new Markdown(addresses);
        PageRoutes pages = new PageRoutes(routes);
        signIn.addTo(pages);
        new AttachmentPages(parts).addTo(pages);
        new HomePages(parts).addTo(pages);
        new RunPages(parts).addTo(pages);
        new PullPages(parts, sessions, markdown, addresses).addTo(pages);
        new CommitPages(parts).addTo(pages);
        new FilePages(parts, markdown).addTo(pages);
        routes.exception(PageProblem.class, (e, context) -> problem(context, e.status(), e.reason()));
        routes.exception(
                SignInNeeded.class,
                (e, context) ->
                        visit(context).go(SignInPages.path(visit(context).here())));
    }

    /** An address that signs a browser in once, with the rights of the token, and then shows the path. */
    public String signInLink(StoredToken token, String path) {
        return signIn.link(token, path);
    }

    /** Tells of an error that nobody foresaw, and of an address that nobody answers. */
    public void failure(Exception e, Context context) {
        if (e instanceof HttpResponseException known) {
            boolean missing = known.getStatus() == 404;
            problem(
                    context,
                    known.getStatus(),
                    missing ? PageProblem.notFound().reason() : "This is not possible here.");
            return;
        }
        LOG.error("{} {} failed", context.method(), context.path(), e);
        problem(context, 500, "The forge failed; its log tells more.");
    }

    /** The routes of pages; requests come with who makes them. */
    final class PageRoutes {
        private final RoutesConfig routes;

        PageRoutes(RoutesConfig routes) {
            this.routes = routes;
        }

        PageRoutes get(String path, Visit.Answerer answerer) {
            return on(HandlerType.GET, path, answerer);
        }

        PageRoutes post(String path, Visit.Answerer answerer) {
            return on(HandlerType.POST, path, answerer);
        }

        private PageRoutes on(HandlerType method, String path, Visit.Answerer answerer) {
            routes.addHttpHandler(method, path, context -> answerer.answer(visit(context)));
            return this;
        }
    }

    private Visit visit(Context context) {
        return new Visit(context, sessions.visitor(context), parts, screen);
    }

    private void problem(Context context, int status, String reason) {
        if (Api.concerns(context)) {
            context.status(status);
            return;
        }
        Visit visit = visit(context);
        String title = switch (status) {
            case 404 -> "Not found";
            case 403 -> "Not permitted";
            default -> "That did not work";
        };
        context.status(status).attribute(SHOWN, status);
        visit.show("notice.jte", visit.frame(title), new Notice(title, reason));
    }

    /** What never changes under its address. */
    private static void lasting(Context context, String type, String text) {
        Screen.secure(context);
        context.header("Cache-Control", "public, max-age=86400")
                .contentType(type)
                .result(text);
    }
}
