// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.board;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.bidsforge.core.config.Secret;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports over HTTP from one thread of its own. While the service is away the newest state of each session and the
 * last incidents wait, and are sent when it is back.
 */
public final class HttpBoard implements Board, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpBoard.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_INCIDENTS = 500;
    private static final int MOST_SESSIONS = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long LONGEST_PAUSE_MILLIS = 15_000;

    /** Where the service is now; asked before each report, because it may come back on another port. */
    @FunctionalInterface
    public interface Address {
        URI get() throws IOException;
    }

    private final Address service;
    private final Secret token;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final Map<String, Progress> sessions = new LinkedHashMap<>();
    private final Deque<Incident> incidents = new ArrayDeque<>();
    private final Thread sender = new Thread(this::run, "board");
    private boolean closed;
    /** Only the sender looks at it. */
    private boolean away;

    public HttpBoard(Address service, Secret token) {
        this.service = service;
        this.token = token;
        sender.setDaemon(true);
    }

    public void start() {
        sender.start();
    }

    @Override
    public synchronized void session(Progress progress) {
        if (sessions.size() < MOST_SESSIONS || sessions.containsKey(progress.id())) {
            sessions.put(progress.id(), progress);
            notifyAll();
        }
    }

    @Override
    public synchronized void incident(Incident incident) {
        if (incidents.size() >= MOST_INCIDENTS) {
            incidents.removeFirst();
        }
        incidents.addLast(incident);
        notifyAll();
    }

    private void run() {
        long pause = 0;
        try {
            while (awaitReport(pause)) {
                pause = sendAll() ? 0 : Math.min(LONGEST_PAUSE_MILLIS, Math.max(500, pause * 2));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean awaitReport(long pauseMillis) throws InterruptedException {
        long until = System.nanoTime() + pauseMillis * 1_000_000;
        while (!closed && System.nanoTime() < until) {
            wait(Math.max(1, (until - System.nanoTime()) / 1_000_000));
        }
        while (!closed && sessions.isEmpty() && incidents.isEmpty()) {
            wait();
        }
        return !closed;
    }

    /** Sends what waits; false as soon as the service does not take one. */
    private boolean sendAll() throws InterruptedException {
        for (Progress next = nextSession(); next != null; next = nextSession()) {
            if (!send("PUT", "/api/intake/sessions/" + next.id(), JSON.valueToTree(next))) {
                giveBack(next);
                return false;
            }
        }
        for (Incident next = nextIncident(); next != null; next = nextIncident()) {
            Map<String, String> body =
                    Map.of("kind", next.kind().name().toLowerCase(Locale.ROOT), "message", next.message());
            if (!send("POST", "/api/intake/incidents", JSON.valueToTree(body))) {
                giveBack(next);
                return false;
            }
        }
        return true;
    }

    private synchronized @Nullable Progress nextSession() {
        Iterator<Progress> waiting = sessions.values().iterator();
        if (!waiting.hasNext()) {
            return null;
        }
        Progress next = waiting.next();
        waiting.remove();
        return next;
    }

    private synchronized @Nullable Incident nextIncident() {
        return incidents.pollFirst();
    }

    private synchronized void giveBack(Progress progress) {
        // A newer state may have come while this one was on its way.
        sessions.putIfAbsent(progress.id(), progress);
    }

    private synchronized void giveBack(Incident incident) {
        incidents.addFirst(incident);
    }

    private boolean send(String method, String path, JsonNode body) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(service.get().resolve(path))
                    .timeout(PATIENCE)
                    .header("Authorization", "Bearer " + token.value())
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                    .build();
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status == 400 || status == 413 || status == 422) {
                LOG.error("The service refuses the report {} {} with status {}", method, path, status);
                return true;
            }
            return note(status < 300, "status " + status);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("reports are plain records", e);
        } catch (IOException | IllegalArgumentException e) {
            return note(false, e.toString());
        }
    }

    /** Says once that nobody sees what is reported, and once that it is seen again. */
    private boolean note(boolean taken, String answer) {
        if (taken && away) {
            LOG.info("The service takes reports again");
        } else if (!taken && !away) {
            LOG.warn("The service takes no reports now, they wait: {}", answer);
        }
        away = !taken;
        return taken;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        sender.interrupt();
    }
}
