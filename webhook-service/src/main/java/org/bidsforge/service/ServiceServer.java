// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.bidsforge.core.pages.Stylesheet;
import org.bidsforge.service.hooks.GiteaHookEndpoint;
import org.bidsforge.service.http.Refusal;
import org.bidsforge.service.http.Requests;
import org.bidsforge.service.intake.IntakeEndpoint;
import org.bidsforge.service.metrics.Health;
import org.bidsforge.service.metrics.Metrics;
import org.bidsforge.service.pages.BoardEndpoint;
import org.bidsforge.service.pages.NoticePage;
import org.bidsforge.service.pages.SessionEndpoint;
import org.bidsforge.service.pages.SessionListEndpoint;
import org.bidsforge.service.work.JobEndpoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP doors of the service, and the one place that turns exceptions into answers. */
final class ServiceServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceServer.class);
    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self';"
            + " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    /** For programs, but guarded like a page: a browser must not be led to it under a foreign name. */
    private static final String SESSION_LIST = "/api/sessions";

    private static final String ICON = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 16 16\">"
            + "<rect width=\"16\" height=\"16\" rx=\"3\" fill=\"#0550ae\"/>"
            + "<path d=\"M3 8.5l3 3 7-7\" fill=\"none\" stroke=\"#fff\" stroke-width=\"2\"/></svg>";

    private final Javalin server;
    private final Endpoints endpoints;
    private final NoticePage notices = new NoticePage();

    /** What answers. */
    record Endpoints(
            GiteaHookEndpoint hooks,
            JobEndpoint jobs,
            IntakeEndpoint intake,
            BoardEndpoint board,
            SessionEndpoint sessions,
            SessionListEndpoint sessionList,
            Health health,
            Metrics metrics) {}

    private ServiceServer(Endpoints endpoints, Set<String> hosts) {
        this.endpoints = endpoints;
        this.server = Javalin.create(config -> configure(config, hosts));
    }

    /** Listens when it returns. Pages are shown under the given host names only, so that no foreign name leads here. */
    static ServiceServer start(Endpoints endpoints, ServiceConfig.Listen listen, Set<String> hosts) {
        ServiceServer server = new ServiceServer(endpoints, hosts);
        server.server.start(listen.host(), listen.port());
        return server;
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }

    private void configure(JavalinConfig config, Set<String> hosts) {
        config.startup.showJavalinBanner = false;
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        RoutesConfig routes = config.routes;
        routes.before(request -> guard(request, hosts));
        machines(routes);
        pages(routes);
        routes.exception(Refusal.class, (refusal, request) -> answer(request, refusal.status(), refusal.getMessage()));
        routes.exception(IOException.class, (failure, request) -> {
            LOG.error("{} {} failed", request.method(), request.path(), failure);
            answer(request, 503, "This did not work; try again.");
        });
        routes.exception(RuntimeException.class, (failure, request) -> {
            LOG.error("{} {} failed unexpectedly", request.method(), request.path(), failure);
            answer(request, 500, "This did not work because of an error in the service; its log says more.");
        });
        routes.error(404, request -> {
            if (request.result() == null || !isAnswered(request)) {
                answer(request, 404, "There is nothing at this address.");
            }
        });
    }

    private void machines(RoutesConfig routes) {
        routes.post("/hook/gitea", endpoints.hooks()::receive);
        routes.post("/api/jobs/claim", endpoints.jobs()::claim);
        routes.post("/api/jobs/report", endpoints.jobs()::report);
        routes.put("/api/intake/sessions/{id}", endpoints.intake()::session);
        routes.post("/api/intake/incidents", endpoints.intake()::incident);
        routes.get("/health", this::health);
        routes.get(
                "/metrics",
                request -> request.contentType("text/plain; version=0.0.4; charset=utf-8")
                        .result(endpoints.metrics().text()));
    }

    private void pages(RoutesConfig routes) {
        routes.get("/", endpoints.board()::show);
        routes.get(SESSION_LIST, endpoints.sessionList()::show);
        routes.get("/session/{investigator}/{study}/{session}", endpoints.sessions()::show);
        routes.get("/session/{investigator}/{study}/{session}/picture/{digest}", endpoints.sessions()::picture);
        routes.post("/session/{investigator}/{study}/{session}/redo", endpoints.sessions()::redo);
        routes.get(
                "/assets/bidsforge.css",
                request -> request.contentType("text/css; charset=utf-8").result(Stylesheet.css()));
        routes.get(
                "/assets/icon.svg",
                request -> request.contentType("image/svg+xml").result(ICON));
    }

    private void health(Context request) throws IOException {
        Health.Answer answer = endpoints.health().look();
        Requests.answer(request, answer.healthy() ? 200 : 503, answer.parts());
    }

    private static void guard(Context request, Set<String> hosts) {
        request.header("Content-Security-Policy", POLICY);
        request.header("X-Content-Type-Options", "nosniff");
        request.header("Referrer-Policy", "same-origin");
        request.header("Cache-Control", "no-store");
        if (!isForMachines(request) && !hosts.contains(name(request.host()))) {
            throw new Refusal(421, "This service is not known under this name.");
        }
    }

    /** Without the port. */
    private static String name(@Nullable String host) {
        String text = host == null ? "" : host;
        int colon = text.lastIndexOf(':');
        return colon > text.lastIndexOf(']') ? text.substring(0, colon) : text;
    }

    private static boolean isForMachines(Context request) {
        String path = request.path();
        return (path.startsWith("/api/") && !path.equals(SESSION_LIST))
                || path.startsWith("/hook/")
                || path.equals("/health")
                || path.equals("/metrics");
    }

    private static boolean isAnswered(Context request) {
        String result = request.result();
        return result != null && (result.startsWith("{") || result.startsWith("<!DOCTYPE"));
    }

    private void answer(Context request, int status, @Nullable String message) {
        String text = message == null ? "This is not possible." : message;
        if (!isForMachines(request)) {
            request.status(status).html(notices.of(status, text));
            return;
        }
        try {
            Requests.answer(request, status, Map.of("error", text));
        } catch (IOException e) {
            LOG.debug("A one-line answer could not be written", e);
        }
    }
}
