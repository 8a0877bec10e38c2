// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.gitea;

import java.net.URI;
import org.bidsforge.core.config.Secret;
import org.bidsforge.forge.Forge;
import org.bidsforge.forge.ForgeException;
import org.bidsforge.forge.ForgeUser;
import org.bidsforge.forge.Hooks;
import org.bidsforge.forge.MergeRequests;
import org.bidsforge.forge.Repositories;
import org.bidsforge.forge.Runs;
import org.bidsforge.forge.Statuses;
import org.jspecify.annotations.Nullable;

/** Gitea, Forgejo, or the embedded forge. */
public final class GiteaForge implements Forge {
    private final Wire wire;
    private final Repositories repositories;
    private final MergeRequests mergeRequests;
    private final Statuses statuses;
    private final Runs runs;
    private final Hooks hooks;

    /**
     * Does not talk to the forge yet.
     *
     * @param url where the forge is, as in {@code https://git.example.org} or {@code https://example.org/git}
     * @param token may write repositories and issues, and organisations where it shall make some
     */
    public GiteaForge(URI url, Secret token) {
        this(url, token, Patience.USUAL);
    }

    GiteaForge(URI url, Secret token, Patience patience) {
        if (!url.isAbsolute() || url.getHost() == null || url.getUserInfo() != null) {
            throw new IllegalArgumentException("A forge needs an absolute URL without user: " + url.getHost());
        }
        String text = url.toString();
        URI base = text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : url;
        wire = new Wire(base, token, patience);
        repositories = new GiteaRepositories(wire);
        mergeRequests = new GiteaMergeRequests(wire);
        statuses = new GiteaStatuses(wire);
        runs = new GiteaRuns(wire);
        hooks = new GiteaWebhooks(wire);
    }

    private record Version(@Nullable String version) {}

    @Override
    public URI url() {
        return wire.base();
    }

    @Override
    public String version() throws ForgeException {
        Call call = Call.get("/version", "ask for the version of", wire.base().toString());
        String version = wire.read(call, Version.class).version();
        return version == null ? "unknown" : version;
    }

    @Override
    public ForgeUser whoAmI() throws ForgeException {
        return Account.of(wire);
    }

    @Override
    public Repositories repositories() {
        return repositories;
    }

    @Override
    public MergeRequests mergeRequests() {
        return mergeRequests;
    }

    @Override
    public Statuses statuses() {
        return statuses;
    }

    @Override
    public Runs runs() {
        return runs;
    }

    @Override
    public Hooks hooks() {
        return hooks;
    }
}
