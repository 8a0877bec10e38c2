// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.hooks;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bidsforge.core.config.Secret;
import org.bidsforge.core.pipeline.RepositoryName;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.forge.hook.Delivery;
import org.bidsforge.forge.hook.GiteaHooks;
import org.bidsforge.service.http.Refusal;
import org.bidsforge.service.http.Requests;
import org.bidsforge.service.inbox.Arrival;
import org.bidsforge.service.inbox.Inbox;
import org.bidsforge.service.inbox.Receipt;
import org.bidsforge.service.intake.Incidents;
import org.bidsforge.service.metrics.Metrics;

/**
 * Takes what Gitea, Forgejo and the embedded forge send. Whatever is authentic gets its 204 once it
 * is on the disk, wanted or not: a forge that sees failures stops sending.
 */
public final class GiteaHookEndpoint {
    private static final String FORGE = "gitea";
    private static final String DELIVERIES = "bidsforge_hook_deliveries_total";

    private final Inbox inbox;
    private final List<Secret> secrets;
    private final Incidents incidents;
    private final Metrics metrics;
    private final Clock clock;
    private final AtomicLong newest = new AtomicLong();

    public GiteaHookEndpoint(Inbox inbox, List<Secret> secrets, Incidents incidents, Metrics metrics, Clock clock) {
        this.inbox = inbox;
        this.secrets = List.copyOf(secrets);
        this.incidents = incidents;
        this.metrics = metrics;
        this.clock = clock;
    }

    public void receive(Context request) throws IOException {
        long start = System.nanoTime();
        byte[] body = Requests.body(request, GiteaHooks.LONGEST_BODY);
        Delivery delivery = GiteaHooks.parse(request.headerMap(), body, secrets);
        if (delivery instanceof Delivery.Accepted accepted) {
            Receipt receipt = inbox.put(arrival(accepted, request, body));
            newest.set(clock.millis());
            metrics.count(DELIVERIES, "result", receipt.name().toLowerCase(Locale.ROOT));
            metrics.time("bidsforge_hook_seconds", "forge", FORGE, Duration.ofNanos(System.nanoTime() - start));
            request.status(204);
        } else if (delivery instanceof Delivery.Refused refused) {
            refuse(refused.reason());
        }
    }

    /** When the last authentic delivery came; the epoch when none did since the start. */
    public Instant newest() {
        return Instant.ofEpochMilli(newest.get());
    }

    private void refuse(String reason) throws IOException {
        metrics.count(DELIVERIES, "result", "refused");
        incidents.add("hook", "hook refused", reason);
        throw new Refusal(reason.contains("signature") ? 401 : 400, reason);
    }

    private static Arrival arrival(Delivery.Accepted accepted, Context request, byte[] body) {
        Optional<RepositoryName> repository = accepted.repository();
        Hint hint = repository
                .map(name -> Hint.of(name, accepted.event()))
                .orElseGet(() -> new Hint("-", Optional.empty(), "not about a repository"));
        return new Arrival(
                FORGE,
                accepted.id(),
                accepted.contentKey().orElse("delivery " + accepted.id()),
                accepted.type(),
                hint.lane(),
                hint.session().map(SessionName::toString).orElse(""),
                forgeHeaders(request),
                ByteBuffer.wrap(body),
                hint.unwanted());
    }

    /** The forge's own headers without the signature; others may hold credentials. */
    private static Map<String, String> forgeHeaders(Context request) {
        Map<String, String> kept = new TreeMap<>();
        request.headerMap().forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("x-gitea-") && !lower.contains("signature")) {
                kept.put(lower, value);
            }
        });
        return kept;
    }
}
