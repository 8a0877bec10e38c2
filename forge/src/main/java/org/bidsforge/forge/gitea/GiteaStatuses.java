// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.gitea;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bidsforge.core.pipeline.RepositoryName;
import org.bidsforge.forge.CommitStatus;
import org.bidsforge.forge.ForgeException;
import org.bidsforge.forge.Statuses;
import org.jspecify.annotations.Nullable;

/** Gitea's commit statuses. */
final class GiteaStatuses implements Statuses {
    private final Wire wire;

    GiteaStatuses(Wire wire) {
        this.wire = wire;
    }

    private record Latest(@Nullable List<Entry> statuses) {
        List<Entry> entries() {
            return statuses == null ? List.of() : statuses;
        }
    }

    private record Entry(
            String context,
            @JsonProperty("status") String state,
            @Nullable String description,
            @JsonProperty("target_url") @Nullable String target) {}

    @Override
    public void set(RepositoryName repository, String commit, CommitStatus status) throws ForgeException {
        if (list(repository, commit).contains(status)) {
            return;
        }
        Map<String, Object> body = Map.of(
                "context", status.context(),
                "state", status.state().name().toLowerCase(Locale.ROOT),
                "description", status.description(),
                "target_url", status.target().map(URI::toString).orElse(""));
        Call call = Call.post(
                        Wire.path(repository, "statuses", commit), body, "set the status of", repository + " " + commit)
                .repeated(Call.Repeat.ALWAYS);
        Answer answer = wire.send(call);
        if (answer.status() == 500 && answer.message().contains("does not exist")) {
            throw ForgeException.answered(call.action(), call.target(), 404, "no such commit");
        }
        answer.orThrow();
    }

    @Override
    public List<CommitStatus> list(RepositoryName repository, String commit) throws ForgeException {
        Call call = Call.get(
                Wire.path(repository, "commits", commit, "status"), "read the statuses of", repository + " " + commit);
        List<CommitStatus> statuses = new ArrayList<>();
        for (Entry entry : wire.pages(call, Latest.class, Latest::entries, Integer.MAX_VALUE)) {
            String description = entry.description() == null ? "" : entry.description();
            statuses.add(
                    new CommitStatus(entry.context(), state(entry.state()), description, wire.link(entry.target())));
        }
        statuses.sort(Comparator.comparing(CommitStatus::context));
        return List.copyOf(statuses);
    }

    /** Gitea takes any word from anybody; one that means nothing says nothing about the commit. */
    private static CommitStatus.State state(String word) {
        for (CommitStatus.State state : CommitStatus.State.values()) {
            if (state.name().equalsIgnoreCase(word)) {
                return state;
            }
        }
        return CommitStatus.State.ERROR;
    }
}
