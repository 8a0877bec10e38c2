// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.bidsforge.core.config.Secret;
import org.bidsforge.forge.hook.Delivery;
import org.bidsforge.forge.hook.GiteaHooks;
import org.bidsforge.forge.hook.HookEvent;

/** Listens for hooks on the loopback and keeps what came. */
final class HookReceiver implements AutoCloseable {
    private final HttpServer server;
    private final List<Secret> secrets;
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();

    HookReceiver(Secret... secrets) throws IOException {
        this.secrets = List.of(secrets);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", this::receive);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook/gitea");
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new TreeMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
            deliveries.add(GiteaHooks.parse(headers, exchange.getRequestBody().readAllBytes(), secrets));
            exchange.sendResponseHeaders(204, -1);
        }
    }

    List<Delivery> deliveries() {
        return deliveries;
    }

    /** Waits for an event; fails after ten seconds with all that came. */
    HookEvent await(Predicate<HookEvent> wanted) throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(10));
        while (Instant.now().isBefore(end)) {
            for (Delivery delivery : deliveries) {
                if (delivery instanceof Delivery.Accepted accepted && wanted.test(accepted.event())) {
                    return accepted.event();
                }
            }
            Thread.sleep(50);
        }
        throw new AssertionError("no such event among " + deliveries);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
