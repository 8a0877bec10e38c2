// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

package org.bidsforge.embedded.pages;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.embedded.api.ApiProblem;
import org.bidsforge.embedded.api.Authentication;
import org.bidsforge.embedded.api.Caller;
import org.bidsforge.embedded.store.Account;
import org.bidsforge.embedded.store.StoredToken;
import org.bidsforge.embedded.store.Tables;
import org.bidsforge.embedded.store.WebSessions;
import org.bidsforge.embedded.wire.Links;
import org.jspecify.annotations.Nullable;

/** Signing in by token or by a one-time link, and knowing who is signed in. */
final class SignIn {
    static final String PATH = "/user/login";

    private static final String COOKIE = "bidsforge_forge";

    private final Tables tables;
    private final Links links;
    private final Authentication authentication;
    private final Screen screen;

    SignIn(Tables tables, Links links, Authentication authentication, Screen screen) {
        this.tables = tables;
        this.links = links;
        this.authentication = authentication;
        this.screen = screen;
    }

    /** Finds out who asks, by the session's cookie or by a token. */
    void recognize(Context context) {
        String cookie = context.cookie(COOKIE);
        Optional<WebSessions.WebSession> session =
                cookie == null ? Optional.empty() : tables.sessions().find(cookie);
        if (session.isPresent()) {
            new Visitor(Optional.of(session.get().token().account()), session.get().formToken().value(), Optional.empty())
                    .remember(context);
            return;
        }
        try {
            Optional<Caller> caller = authentication.of(context.header("Authorization"));
            caller.filter(known -> known.token().allows("repository", false))
                    .ifPresent(known -> new Visitor(Optional.of(known.account()), "", reach(known.token()))
                            .remember(context));
        } catch (ApiProblem e) {
            Visitor.NOBODY.remember(context);
        }
    }

    /** The page, or with a code the entrance that it opens. */
    void show(Context context) {
        String code = context.queryParam("code");
        if (code != null) {
            Optional<WebSessions.Entrance> entrance = tables.sessions().redeem(code);
            if (entrance.isPresent()) {
                enter(context, entrance.get().token(), entrance.get().path());
                return;
            }
            page(context, 403, "This link was used already or is too old. Sign in with your name and token.");
            return;
        }
        page(context, 200, "");
    }

    void signIn(Context context) {
        if (!sameOrigin(context)) {
            throw ApiProblem.of(403, "This form came from another site");
        }
        String name = text(context.formParam("user"));
        Optional<StoredToken> token = tables.tokens()
                .find(text(context.formParam("token")).strip())
                .filter(found -> found.account().name().equalsIgnoreCase(name.strip()))
                .filter(found -> found.job().isEmpty() && found.scopes().contains("all"));
        if (token.isEmpty()) {
            page(context, 403, "The name and token do not belong together, or the token is not a full one.");
            return;
        }
        enter(context, token.get(), text(context.formParam("redirect")));
    }

    void signOut(Context context) {
        requireForm(context);
        String cookie = context.cookie(COOKIE);
        if (cookie != null) {
            tables.sessions().end(cookie);
        }
        context.removeCookie(COOKIE, "/");
        go(context, PATH);
    }

    /** Refuses what does not come from a form of ours in a session of ours. */
    static void requireForm(Context context) {
        Visitor visitor = Visitor.of(context);
        boolean genuine = sameOrigin(context)
                && !visitor.formToken().isEmpty()
                && visitor.formToken().equals(context.formParam("form_token"));
        if (!genuine) {
            throw ApiProblem.of(403, "This form is not of your session; open the page again");
        }
    }

    /** To the sign-in page, and from there back. */
    static void ask(Context context) {
        String query = context.queryString() == null ? "" : "?" + context.queryString();
        go(context, PATH + "?redirect=" + Links.path(context.path() + query).replace("/", "%2F"));
    }

    static void go(Context context, String path) {
        boolean local = path.startsWith("/") && !path.startsWith("//") && !path.contains("\\");
        context.status(303).header("Location", local && path.chars().noneMatch(Character::isISOControl) ? path : "/");
    }

    private void enter(Context context, StoredToken token, String path) {
        Cookie cookie =
                new Cookie(COOKIE, tables.sessions().start(token).value());
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSameSite(SameSite.LAX);
        cookie.setSecure(links.base().startsWith("https://"));
        context.cookie(cookie);
        go(context, path);
    }

    private void page(Context context, int status, String problem) {
        context.status(status);
        screen.show(
                context,
                "signin.jte",
                screen.frame(context, "Sign in"),
                Map.of("problem", problem, "redirect", text(context.queryParam("redirect"))));
    }

    private static boolean sameOrigin(Context context) {
        String site = context.header("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin");
        }
        String origin = context.header("Origin");
        String host = context.header("Host");
        return origin != null && host != null && origin.replaceFirst("^https?://", "").equals(host);
    }

    private static Optional<Long> reach(StoredToken token) {
        return token.repository().isPresent() ? Optional.of(token.repository().getAsLong()) : Optional.empty();
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
