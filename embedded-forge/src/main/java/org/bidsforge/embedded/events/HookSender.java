// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bidsforge.embedded.HookFaults;
import org.bidsforge.embedded.store.Hook;
import org.bidsforge.embedded.store.Hooks;
import org.bidsforge.embedded.store.Hooks.Delivery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers events in a thread of its own: one attempt each, as Gitea does, in the order in which they happened. */
public final class HookSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HookSender.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration DELAY = Duration.ofSeconds(3);

    private final Hooks hooks;
    private final HookFaults faults;
    private final HttpClient client;
    private final Semaphore work = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;

    public HookSender(Hooks hooks, HookFaults faults) {
        this.hooks = hooks;
        this.faults = faults;
        this.client = HttpClient.newBuilder()
                .connectTimeout(TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        this.thread = new Thread(this::run, "forge-hooks");
        this.thread.setDaemon(true);
    }

    public void start() {
        thread.start();
        wake();
    }

    /** Says that there is something to deliver. */
    void wake() {
        work.release();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try {
                work.acquire();
                work.drainPermits();
                deliverAll();
            } catch (InterruptedException e) {
                return;
            } catch (UncheckedIOException e) {
                LOG.error("Cannot read the queue of hooks", e);
            }
        }
    }

    private void deliverAll() throws InterruptedException {
        Optional<Delivery> next = hooks.next();
        while (next.isPresent() && !closed) {
            Delivery delivery = next.get();
            Optional<Hook> hook = hooks.find(delivery.hook());
            if (hook.isPresent()) {
                deliver(hook.get(), delivery);
            }
            hooks.attempted(delivery);
            next = hooks.next();
        }
    }

    private void deliver(Hook hook, Delivery delivery) throws InterruptedException {
        switch (faults) {
            case NONE -> send(hook, delivery, delivery.uuid());
            case DROP -> LOG.info("Hook {} dropped {}", hook.id(), delivery.eventType());
            case DOUBLE -> {
                send(hook, delivery, delivery.uuid());
                send(hook, delivery, UUID.randomUUID().toString());
            }
            case DELAY -> {
                Thread.sleep(DELAY.toMillis());
                send(hook, delivery, delivery.uuid());
            }
        }
    }

    private void send(Hook hook, Delivery delivery, String uuid) throws InterruptedException {
        try {
            HttpRequest request = request(hook, delivery, uuid);
            HttpResponse<Void> response = client.send(request, HttpResponse.BodyHandlers.discarding());
            if (response.statusCode() / 100 != 2) {
                LOG.warn("Hook {} answered {} to {}", hook.id(), response.statusCode(), delivery.eventType());
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("Hook {} did not take {}: {}", hook.id(), delivery.eventType(), e.toString());
        }
    }

    private static HttpRequest request(Hook hook, Delivery delivery, String uuid) {
        String sha256 = Signature.of("HmacSHA256", hook.secret(), delivery.body());
        String sha1 = Signature.of("HmacSHA1", hook.secret(), delivery.body());
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(hook.url()))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(delivery.body()));
        for (String prefix : List.of("X-Gitea-", "X-Gogs-", "X-GitHub-")) {
            request.header(prefix + "Delivery", uuid)
                    .header(prefix + "Event", delivery.event())
                    .header(prefix + "Event-Type", delivery.eventType());
        }
        request.header("X-GitHub-Hook-Installation-Target-Type", "repository")
                .header("X-Gitea-Hook-Installation-Target-Type", "repository")
                .header("X-Gitea-Signature", sha256)
                .header("X-Gogs-Signature", sha256)
                .header("X-Hub-Signature", "sha1=" + sha1)
                .header("X-Hub-Signature-256", "sha256=" + sha256);
        if (!hook.authorizationHeader().isEmpty()) {
            request.header("Authorization", hook.authorizationHeader());
        }
        return request.build();
    }
}
