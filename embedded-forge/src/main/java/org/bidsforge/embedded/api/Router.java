// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Optional;
import org.bidsforge.embedded.store.Tables;
import org.jspecify.annotations.Nullable;

/** Gives each call of the API to who answers it. */
final class Router {
    private static final String ROOT = "/api/v1";
    private static final String REPOSITORY = "/repos/{owner}/{repo}";

    private final RoutesConfig routes;
    private final Tables tables;
    private final Authentication authentication;

    Router(RoutesConfig routes, Tables tables, Authentication authentication) {
        this.routes = routes;
        this.tables = tables;
        this.authentication = authentication;
    }

    /** Answers a call. */
    interface Answerer {
        void answer(Call call) throws Exception;
    }

    Router get(String path, Answerer answerer) {
        routes.get(ROOT + path, handler(answerer));
        return this;
    }

    Router post(String path, Answerer answerer) {
        routes.post(ROOT + path, handler(answerer));
        return this;
    }

    Router put(String path, Answerer answerer) {
        routes.put(ROOT + path, handler(answerer));
        return this;
    }

    Router patch(String path, Answerer answerer) {
        routes.patch(ROOT + path, handler(answerer));
        return this;
    }

    Router delete(String path, Answerer answerer) {
        routes.delete(ROOT + path, handler(answerer));
        return this;
    }

    /** A path below a repository. */
    static String in(String path) {
        return REPOSITORY + path;
    }

    private Handler handler(Answerer answerer) {
        return context -> {
            Optional<Caller> caller = authentication.of(header(context));
            answerer.answer(new Call(context, tables, caller));
        };
    }

    private static @Nullable String header(Context context) {
        return context.header("Authorization");
    }
}
