// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.gitea;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.bidsforge.core.config.Secret;
import org.bidsforge.core.pipeline.RepositoryName;
import org.bidsforge.forge.ForgeException;
import org.bidsforge.forge.Hook;
import org.bidsforge.forge.HookTarget;
import org.bidsforge.forge.Hooks;
import org.jspecify.annotations.Nullable;

/**
 * Gitea's webhooks. Gitea neither tells a hook's secret nor changes it (an edit leaves it as it was, up to 1.26 at
 * least), so the URL carries a short fingerprint of the secret, and another secret is another hook.
 */
final class GiteaWebhooks implements Hooks {
    /** All of {@code HookEvent} but statuses: those that BIDSforge sets itself would all come back. */
    private static final List<String> EVENTS =
            List.of("create", "delete", "pull_request", "push", "workflow_job", "workflow_run");

    private static final int FINGERPRINT = 8;

    private final Wire wire;

    GiteaWebhooks(Wire wire) {
        this.wire = wire;
    }

    private record Entry(
            long id,
            boolean active,
            @Nullable Map<String, String> config,
            @Nullable List<String> events) {
        String setting(String name) {
            return config == null ? "" : config.getOrDefault(name, "");
        }

        boolean serves(String url) {
            return setting("url").equals(url);
        }

        boolean isSound() {
            return active && setting("content_type").equals("json") && events != null && events.containsAll(EVENTS);
        }
    }

    @Override
    public Hook ensure(RepositoryName repository, HookTarget target) throws ForgeException {
        String url = target.url() + "?key=" + fingerprint(target.secret());
        List<Entry> all = entries(repository);
        Optional<Entry> known = all.stream().filter(entry -> entry.serves(url)).findFirst();
        Entry current;
        if (known.isEmpty()) {
            current = create(repository, url, target.secret());
        } else if (known.get().isSound()) {
            current = known.get();
        } else {
            current = repair(repository, known.get());
        }
        for (Entry entry : all) {
            if (entry.id() != current.id()
                    && withoutQuery(entry.setting("url")).equals(target.url().toString())) {
                remove(repository, entry.id());
            }
        }
        return toHook(current);
    }

    private Entry create(RepositoryName repository, String url, Secret secret) throws ForgeException {
        Map<String, Object> body = Map.of(
                "type",
                "gitea",
                "active",
                true,
                "events",
                EVENTS,
                "config",
                Map.of("url", url, "content_type", "json", "secret", secret.value()));
        return wire.read(
                Call.post(Wire.path(repository, "hooks"), body, "make a hook of", repository.fullName()), Entry.class);
    }

    private Entry repair(RepositoryName repository, Entry entry) throws ForgeException {
        Map<String, Object> body = Map.of("active", true, "events", EVENTS, "config", Map.of("content_type", "json"));
        String path = Wire.path(repository, "hooks", Long.toString(entry.id()));
        return wire.read(Call.patch(path, body, "repair the hook of", repository.fullName()), Entry.class);
    }

    @Override
    public List<Hook> list(RepositoryName repository) throws ForgeException {
        return entries(repository).stream().map(this::toHook).toList();
    }

    private List<Entry> entries(RepositoryName repository) throws ForgeException {
        Call call = Call.get(Wire.path(repository, "hooks"), "list the hooks of", repository.fullName());
        return wire.list(call, Entry[].class);
    }

    @Override
    public void remove(RepositoryName repository, long id) throws ForgeException {
        String path = Wire.path(repository, "hooks", Long.toString(id));
        Answer answer = wire.send(Call.delete(path, "remove a hook of", repository.fullName()));
        if (answer.status() != 404) {
            answer.orThrow();
        }
    }

    @Override
    public void test(RepositoryName repository, long id) throws ForgeException {
        String path = Wire.path(repository, "hooks", Long.toString(id), "tests");
        Answer answer = wire.send(Call.post(path, null, "test the hook of", repository.fullName()));
        if (answer.status() != 404 || !answer.message().contains("empty")) {
            answer.orThrow();
        }
    }

    private Hook toHook(Entry entry) {
        URI url = wire.link(entry.setting("url")).orElse(wire.base());
        return new Hook(
                entry.id(), url, entry.active(), new TreeSet<>(entry.events() == null ? List.of() : entry.events()));
    }

    private static String withoutQuery(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }

    private static String fingerprint(Secret secret) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update("bidsforge hook secret\n".getBytes(StandardCharsets.UTF_8));
            byte[] hash = digest.digest(secret.value().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, FINGERPRINT);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
