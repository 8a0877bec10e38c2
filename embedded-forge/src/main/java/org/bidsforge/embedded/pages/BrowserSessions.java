// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.net.URI;
import java.util.Optional;
import org.bidsforge.core.config.Secret;
import org.bidsforge.embedded.store.StoredToken;
import org.bidsforge.embedded.store.WebSessions;
import org.bidsforge.embedded.wire.Links;

/** Knows browsers again by a cookie, and their forms by a hidden field. */
final class BrowserSessions {
    static final String FIELD = "form_token";

    private static final int LONGEST_FORM = 16 << 10;

    private final WebSessions sessions;
    private final String cookie;
    private final String base;

    BrowserSessions(WebSessions sessions, Links links) {
        this.sessions = sessions;
        // Browsers give cookies to all ports of a host: each forge there has its own name.
        this.cookie = "bidsforge_forge_" + Math.max(0, URI.create(links.base()).getPort());
        this.base = links.base();
    }

    Visitor visitor(Context context) {
        String value = context.cookie(cookie);
        return new Visitor(value == null ? Optional.empty() : sessions.find(value));
    }

    void start(Context context, StoredToken token) {
        end(context);
        Secret value = sessions.start(token);
        send(context, value.value(), (int) WebSessions.SESSION.toSeconds());
    }

    void end(Context context) {
        String value = context.cookie(cookie);
        if (value != null) {
            sessions.end(value);
            send(context, "", 0);
        }
    }

    /** Refuses a form that is not from a page of this forge, for which nobody need be signed in. */
    void requireOwnPage(Context context) {
        if (context.req().getContentLengthLong() > LONGEST_FORM || context.header("Transfer-Encoding") != null) {
            throw new PageProblem(413, "This form is too long.");
        }
        if (!sameOrigin(context)) {
            throw new PageProblem(403, "This form is not from a page of this forge. Open the page here and try again.");
        }
    }

    /** Refuses a form that is not from a page that this browser's own session was shown. */
    void requireOwnForm(Context context, Visitor visitor) {
        requireOwnPage(context);
        String shown = Optional.ofNullable(context.formParam(FIELD)).orElse("");
        boolean genuine = visitor.session()
                .filter(session -> session.formToken().matches(shown))
                .isPresent();
        if (!genuine) {
            throw new PageProblem(403, "This form is not of your session any more. Open the page again.");
        }
    }

    private void send(Context context, String value, int seconds) {
        context.cookie(new Cookie(cookie, value, "/", seconds, base.startsWith("https://"), true, null, SameSite.LAX));
    }

    /** Browsers say where a form comes from; one that says nothing is not let in. */
    private boolean sameOrigin(Context context) {
        String site = context.header("Sec-Fetch-Site");
        String origin = context.header("Origin");
        if (site != null && !site.equals("same-origin")) {
            return false;
        }
        if (origin == null) {
            return site != null;
        }
        String host = context.header("Host");
        return origin.equals(base)
                || (host != null && origin.replaceFirst("^https?://", "").equals(host));
    }
}
