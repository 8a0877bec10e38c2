// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.embedded.api.ApiProblem;
import org.bidsforge.embedded.api.Caller;
import org.bidsforge.embedded.store.Json;
import org.bidsforge.embedded.store.StoredToken;
import org.bidsforge.embedded.store.WebSessions;
import org.bidsforge.embedded.wire.Links;

/** Signing in by name and token or by a link that is good once, and signing out. */
final class SignInPages {
    static final String LOGIN = "/user/login";
    private static final int LONGEST_REQUEST = 8 << 10;

    private final Pages.Parts parts;
    private final BrowserSessions sessions;

    SignInPages(Pages.Parts parts, BrowserSessions sessions) {
        this.parts = parts;
        this.sessions = sessions;
    }

    /** The page to sign in on, which leads on to the path. */
    static String path(String onward) {
        return LOGIN + "?redirect_to=" + escape(onward);
    }

    void addTo(Pages.PageRoutes routes) {
        routes.get(LOGIN, this::enter)
                .post(LOGIN, this::signIn)
                .post("/user/logout", this::signOut)
                .post("/-/sign-in-links", this::makeLink);
    }

    /** An address that signs in once and then shows the path. */
    String link(StoredToken token, String path) {
        String code = parts.tables().sessions().oneTimeCode(token, path).value();
        return parts.links().base() + LOGIN + "?code=" + code + "&redirect_to=" + escape(path);
    }

    private void enter(Visit visit) {
        String code = visit.query("code");
        String onward = visit.query("redirect_to");
        if (!code.isEmpty()) {
            Optional<WebSessions.Entrance> entrance = parts.tables().sessions().redeem(code);
            if (entrance.isPresent()) {
                sessions.start(visit.context(), entrance.get().token());
                visit.go(entrance.get().path());
                return;
            }
        }
        if (visit.visitor().signedIn()) {
            visit.go(onward);
            return;
        }
        String problem = code.isEmpty()
                ? ""
                : "This link was used already, or it is older than " + WebSessions.CODE.toMinutes() + " minutes.";
        show(visit, onward, problem, problem.isEmpty() ? 200 : 403);
    }

    private void signIn(Visit visit) {
        sessions.requireOwnPage(visit.context());
        String name = visit.field("name").strip();
        Optional<StoredToken> token = parts.tables()
                .tokens()
                .find(visit.field("token").strip())
                .filter(found -> found.account().name().equalsIgnoreCase(name))
                .filter(SignInPages::isForPeople);
        if (token.isEmpty()) {
            show(visit, visit.field("redirect_to"), "This name and this token do not belong together.", 403);
            return;
        }
        sessions.start(visit.context(), token.get());
        visit.go(visit.field("redirect_to"));
    }

    private void signOut(Visit visit) {
        sessions.requireOwnForm(visit.context(), visit.visitor());
        sessions.end(visit.context());
        visit.go(LOGIN);
    }

    /** For programs: a link for the person to whom their token belongs. */
    private void makeLink(Visit visit) {
        try {
            Caller caller = parts.authentication()
                    .of(visit.context().header("Authorization"))
                    .filter(known -> isForPeople(known.token()))
                    .orElseThrow(() -> ApiProblem.of(401, "token is required"));
            answer(visit, 200, Map.of("url", link(caller.token(), wantedPath(visit))));
        } catch (ApiProblem e) {
            answer(visit, e.status(), Map.of("message", e.reason()));
        }
    }

    private static String wantedPath(Visit visit) {
        if (visit.context().req().getContentLengthLong() > LONGEST_REQUEST) {
            throw ApiProblem.of(413, "The request is too long");
        }
        try {
            JsonNode body = Json.tree(visit.context().body());
            String path = body.path("path").asText("/");
            if (Addresses.isLocal(path)) {
                return path;
            }
        } catch (IllegalArgumentException e) {
            throw ApiProblem.of(422, "The body must be a JSON object");
        }
        throw ApiProblem.of(422, "[path]: must be a path of this forge, such as /owner/repository");
    }

    /** A job's token is good for as long as the job runs, and for what the job does. */
    private static boolean isForPeople(StoredToken token) {
        return token.job().isEmpty();
    }

    private static void show(Visit visit, String onward, String problem, int status) {
        visit.context().status(status);
        visit.show("signin.jte", visit.frame("Sign in"), new SignInView(problem, onward));
    }

    private static void answer(Visit visit, int status, Map<String, String> fields) {
        Screen.secure(visit.context());
        visit.context()
                .status(status)
                .contentType("application/json;charset=utf-8")
                .result(Json.write(fields));
    }

    private static String escape(String path) {
        return Links.path(path).replace("/", "%2F");
    }
}
