// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

package org.bidsforge.embedded.pages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.bidsforge.core.pages.Stylesheet;
import org.bidsforge.embedded.actions.Actions;
import org.bidsforge.embedded.api.Api;
import org.bidsforge.embedded.api.ApiProblem;
import org.bidsforge.embedded.api.Authentication;
import org.bidsforge.embedded.git.BareRepositories;
import org.bidsforge.embedded.pulls.Attachments;
import org.bidsforge.embedded.pulls.MergeRequests;
import org.bidsforge.embedded.store.Attachment;
import org.bidsforge.embedded.store.StoredToken;
import org.bidsforge.embedded.store.Tables;
import org.bidsforge.embedded.wire.Links;
import org.bidsforge.embedded.wire.PullJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All pages, what they look like, and what is shown when something goes wrong. */
public final class Pages {
    private static final Logger LOG = LoggerFactory.getLogger(Pages.class);
    /** What the forge's pages have beyond the common stylesheet. */
    private static final String OWN_CSS =
            """
            .listing { max-height: 40rem; overflow: auto; background: var(--bg); white-space: pre; }
            .listing span { display: block; min-height: 1.5em; padding: 0 4px; border-left: 3px solid transparent; }
            .listing .added { border-left-color: var(--done); }
            .listing .removed { border-left-color: var(--fail); }
            .listing .place { color: var(--muted); }
            .inline { display: inline; }
            .prose h3, .prose h4 { margin-top: 16px; }
            """;

    private final Parts parts;
    private final Screen screen = new Screen();
    private final SignIn signIn;
    private final RepositoryPages repositoryPages;
    private final PullPages pullPages;
    private final RunPages runPages;

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
        Markdown markdown = new Markdown(parts.links().base());
        this.signIn = new SignIn(parts.tables(), parts.links(), parts.authentication(), screen);
        this.repositoryPages =
                new RepositoryPages(parts.tables(), parts.repositories(), parts.links(), markdown, screen);
        this.pullPages = new PullPages(
                parts.tables(),
                parts.repositories(),
                parts.requests(),
                parts.pullJson(),
                repositoryPages,
                markdown,
                screen);
        this.runPages = new RunPages(parts.tables(), parts.actions(), repositoryPages, screen);
    }

    public void addTo(RoutesConfig routes) {
        routes.before(context -> {
            if (!Api.concerns(context)) {
                signIn.recognize(context);
            }
        });
        routes.get("/assets/bidsforge.css", context -> {
            context.header("Cache-Control", "max-age=300").header("X-Content-Type-Options", "nosniff");
            context.contentType("text/css; charset=utf-8").result(Stylesheet.css() + OWN_CSS);
        });
        routes.get("/favicon.ico", context -> context.status(204));
        routes.get(SignIn.PATH, signIn::show);
        routes.post(SignIn.PATH, signIn::signIn);
        routes.post("/user/logout", signIn::signOut);
        routes.get("/attachments/{uuid}", this::attachment);
        runPages.addTo(routes);
        pullPages.addTo(routes);
        repositoryPages.addTo(routes);
        routes.exception(SignInNeeded.class, (e, context) -> SignIn.ask(context));
        routes.error(404, context -> {
            if (!Api.concerns(context) && context.resultInputStream() == null) {
                problem(context, ApiProblem.notFound());
            }
        });
    }

    /** An address that signs in once, with the rights of the token, and then shows the path. */
    public String signInLink(StoredToken token, String path) {
        return parts.links().base() + SignIn.PATH + "?code="
                + parts.tables().sessions().oneTimeCode(token, path).value();
    }

    /** Shows an error that nobody foresaw, or one of a page's own. */
    public void failure(Exception e, Context context) {
        if (e instanceof ApiProblem own) {
            problem(context, own);
            return;
        }
        if (e instanceof HttpResponseException known) {
            String reason = known.getMessage() == null ? "" : known.getMessage();
            problem(context, ApiProblem.of(known.getStatus(), reason));
            return;
        }
        LOG.error("{} {} failed", context.method(), context.path(), e);
        problem(context, ApiProblem.of(500, "The forge failed; its log tells more"));
    }

    /** Shows why there is nothing to show. */
    private void problem(Context context, ApiProblem problem) {
        context.status(problem.status());
        String title = problem.status() == 404 ? "There is nothing here" : "This did not work";
        screen.show(context, "problem.jte", screen.frame(context, title), Map.of("reason", problem.reason()));
    }

    private void attachment(Context context) throws IOException {
        Visitor visitor = Visitor.of(context);
        Attachment attachment = parts.tables()
                .comments()
                .attachment(context.pathParam("uuid"))
                .filter(found -> visitor.mayRead(found.pull().repository()))
                .orElseThrow(ApiProblem::notFound);
        String type = Attachments.mediaType(attachment);
        boolean shown = type.startsWith("image/") || type.startsWith("text/");
        context.header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
                .header("Cache-Control", "private, max-age=86400")
                .header(
                        "Content-Disposition",
                        (shown ? "inline" : "attachment") + "; filename*=UTF-8''" + Links.path(attachment.name()))
                .contentType(type)
                .result(Files.newInputStream(parts.attachments().file(attachment)));
    }
}
