// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.util.List;
import org.bidsforge.embedded.actions.Actions;
import org.bidsforge.embedded.events.Announcer;
import org.bidsforge.embedded.events.PushEvents;
import org.bidsforge.embedded.events.StatusEvents;
import org.bidsforge.embedded.git.BareRepositories;
import org.bidsforge.embedded.pulls.Attachments;
import org.bidsforge.embedded.pulls.MergeRequests;
import org.bidsforge.embedded.store.Json;
import org.bidsforge.embedded.store.Tables;
import org.bidsforge.embedded.wire.Links;
import org.bidsforge.embedded.wire.PullJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All calls of the API, and what is said of those that are not there. */
public final class Api {
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    private static final String ROOT = "/api/v1";

    private final Parts parts;

    /** The parts of the forge that the API uses. */
    public record Parts(
            Tables tables,
            Links links,
            BareRepositories repositories,
            Announcer announcer,
            PushEvents pushes,
            StatusEvents statuses,
            PullJson pullJson,
            MergeRequests requests,
            Attachments attachments,
            Actions actions,
            Authentication authentication) {}

    public Api(Parts parts) {
        this.parts = parts;
    }

    public void addTo(RoutesConfig routes) {
        Tables tables = parts.tables();
        Links links = parts.links();
        BareRepositories repositories = parts.repositories();
        Router router = new Router(routes, tables, parts.authentication());
        ContentApi contents = new ContentApi(tables, repositories, links, parts.announcer());
        new UserApi(tables, links).addTo(router);
        new OrgApi(tables, links).addTo(router);
        new RepoApi(tables, repositories, links, contents).addTo(router);
        new BranchApi(tables, repositories, links, parts.announcer()).addTo(router);
        contents.addTo(router);
        new GitApi(tables, repositories, links).addTo(router);
        new PullApi(tables, repositories, parts.requests(), parts.pullJson()).addTo(router);
        new CommentApi(tables, parts.requests(), parts.attachments(), links).addTo(router);
        new StatusApi(tables, repositories, parts.statuses(), links).addTo(router);
        new HookApi(tables, parts.pushes()).addTo(router);
        new ActionsApi(tables, parts.actions(), links).addTo(router);
        Handler unsupported = context -> problem(context, ApiProblem.of(501, "not supported by the embedded forge"));
        for (HandlerType type :
                List.of(HandlerType.GET, HandlerType.POST, HandlerType.PUT, HandlerType.PATCH, HandlerType.DELETE)) {
            routes.addHttpHandler(type, ROOT + "/<rest>", unsupported);
        }
    }

    /** Whether the call is for the API, so that an error is told in JSON. */
    public static boolean concerns(Context context) {
        return context.path().startsWith(ROOT + "/");
    }

    /** Tells of an error that nobody foresaw. */
    public void failure(Exception e, Context context) {
        if (e instanceof ApiProblem own) {
            problem(context, own);
            return;
        }
        if (e instanceof HttpResponseException known) {
            problem(context, ApiProblem.of(known.getStatus(), known.getMessage() == null ? "" : known.getMessage()));
            return;
        }
        LOG.error("{} {} failed", context.method(), context.path(), e);
        problem(context, ApiProblem.of(500, "The embedded forge failed; its log tells more"));
    }

    private void problem(Context context, ApiProblem problem) {
        context.status(problem.status())
                .contentType("application/json;charset=utf-8")
                .result(Json.write(problem.shape(parts.links().swagger()).fields()));
    }
}
