// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.gitea;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.core.pipeline.RepositoryName;
import org.bidsforge.forge.Attachment;
import org.bidsforge.forge.Comment;
import org.bidsforge.forge.ForgeException;
import org.bidsforge.forge.MergeOutcome;
import org.bidsforge.forge.MergeRequest;
import org.bidsforge.forge.MergeRequests;
import org.bidsforge.forge.NewMergeRequest;
import org.jspecify.annotations.Nullable;

/** Gitea's pull requests. */
final class GiteaMergeRequests implements MergeRequests {
    private static final Duration MERGE_POLL = Duration.ofMillis(500);
    private static final int MERGE_TRIES = 40;

    private final Wire wire;
    private final Discussion discussion;
    private final FreshBranch fresh;

    GiteaMergeRequests(Wire wire) {
        this.wire = wire;
        this.discussion = new Discussion(wire);
        this.fresh = new FreshBranch(wire);
    }

    private record Side(String ref, String sha) {}

    private record Pull(
            long number,
            String state,
            boolean merged,
            @Nullable String title,
            @Nullable String body,
            Side head,
            Side base,
            @JsonProperty("merge_commit_sha") @Nullable String mergeCommit,
            @JsonProperty("html_url") String page) {
        MergeRequest toMergeRequest() {
            MergeRequest.State place = merged
                    ? MergeRequest.State.MERGED
                    : state.equals("open") ? MergeRequest.State.OPEN : MergeRequest.State.CLOSED;
            return new MergeRequest(
                    number,
                    place,
                    title == null ? "" : title,
                    body == null ? "" : body,
                    head.ref(),
                    head.sha(),
                    base.ref(),
                    Optional.ofNullable(mergeCommit).filter(commit -> merged && !commit.isEmpty()),
                    URI.create(page));
        }
    }

    private static String path(RepositoryName repository, long number) {
        return Wire.path(repository, "pulls", Long.toString(number));
    }

    private static String target(RepositoryName repository, long number) {
        return repository + " #" + number;
    }

    @Override
    public MergeRequest open(RepositoryName repository, NewMergeRequest wanted) throws ForgeException {
        Map<String, Object> body =
                Map.of("head", wanted.head(), "base", wanted.base(), "title", wanted.title(), "body", wanted.body());
        String target = repository + " " + wanted.head() + " to " + wanted.base();
        Call create = Call.post(Wire.path(repository, "pulls"), body, "open merge request", target)
                .repeated(Call.Repeat.ALWAYS);
        Answer answer = wire.send(create);
        if (answer.status() == 404
                && fresh.isKnown(repository, wanted.head())
                && fresh.isKnown(repository, wanted.base())) {
            answer = wire.send(create);
        }
        if (answer.status() == 409) {
            Optional<MergeRequest> known = findOpen(repository, wanted.head(), wanted.base());
            if (known.isPresent()) {
                return known.get();
            }
        }
        return answer.orThrow().as(Pull.class).toMergeRequest();
    }

    /** By the list, because Gitea's look-up of a branch pair finds any of them, closed ones too. */
    @Override
    public Optional<MergeRequest> findOpen(RepositoryName repository, String head, String base) throws ForgeException {
        return open(repository).stream()
                .filter(request -> request.head().equals(head) && request.base().equals(base))
                .findFirst();
    }

    @Override
    public Optional<MergeRequest> find(RepositoryName repository, long number) throws ForgeException {
        Call call = Call.get(path(repository, number), "look for merge request", target(repository, number));
        return wire.find(call, Pull.class).map(Pull::toMergeRequest);
    }

    @Override
    public List<MergeRequest> open(RepositoryName repository) throws ForgeException {
        return list(repository, "open");
    }

    @Override
    public List<MergeRequest> all(RepositoryName repository) throws ForgeException {
        return list(repository, "all");
    }

    private List<MergeRequest> list(RepositoryName repository, String state) throws ForgeException {
        String path = Wire.path(repository, "pulls") + "?state=" + state;
        Call call = Call.get(path, "list merge requests of", repository.fullName());
        return wire.list(call, Pull[].class).stream()
                .map(Pull::toMergeRequest)
                .sorted(Comparator.comparingLong(MergeRequest::number).reversed())
                .toList();
    }

    @Override
    public MergeRequest update(RepositoryName repository, long number, String title, String body)
            throws ForgeException {
        Map<String, Object> change = Map.of("title", title, "body", body);
        Call call = Call.patch(path(repository, number), change, "update merge request", target(repository, number));
        return wire.read(call, Pull.class).toMergeRequest();
    }

    @Override
    public MergeOutcome merge(RepositoryName repository, long number, String expectedHead) throws ForgeException {
        Map<String, Object> wish = Map.of("Do", "merge", "head_commit_id", expectedHead);
        Call merge = Call.post(path(repository, number) + "/merge", wish, "merge", target(repository, number))
                .repeated(Call.Repeat.ALWAYS);
        String reason = "";
        for (int attempt = 0; attempt < MERGE_TRIES; attempt++) {
            Optional<MergeOutcome> settled = settled(repository, number, expectedHead);
            if (settled.isPresent()) {
                return settled.get();
            }
            Answer answer = wire.send(merge);
            reason = answer.message();
            boolean undecided = answer.status() == 405 && reason.contains("try again later");
            if (undecided) {
                // Gitea works out in the background whether branches merge, and says the same of a conflict.
                wire.pause(MERGE_POLL, merge);
            } else if (answer.status() == 409 && reason.contains("head out of date")) {
                return new MergeOutcome.HeadMoved(headOf(repository, number));
            } else if (answer.status() == 405 || answer.status() == 409) {
                return settled(repository, number, expectedHead).orElse(new MergeOutcome.Refused(reason));
            } else {
                answer.orThrow();
            }
        }
        return new MergeOutcome.Refused("it cannot be merged, or the forge is still looking: " + reason);
    }

    private String headOf(RepositoryName repository, long number) throws ForgeException {
        Call look = Call.get(path(repository, number), "look for merge request", target(repository, number));
        String branch = wire.read(look, Pull.class).head().ref();
        Call call = Call.get(Wire.path(repository, "branches", branch), "look for branch", repository + " " + branch);
        return wire.read(call, GiteaRepositories.Branch.class).commit().id();
    }

    private Optional<MergeOutcome> settled(RepositoryName repository, long number, String expectedHead)
            throws ForgeException {
        Call call = Call.get(path(repository, number), "look for merge request", target(repository, number));
        MergeRequest now = wire.read(call, Pull.class).toMergeRequest();
        if (now.state() == MergeRequest.State.MERGED) {
            return Optional.of(new MergeOutcome.Merged(now));
        }
        if (now.state() == MergeRequest.State.CLOSED) {
            return Optional.of(new MergeOutcome.Refused("it is closed"));
        }
        return now.headCommit().equals(expectedHead)
                ? Optional.empty()
                : Optional.of(new MergeOutcome.HeadMoved(now.headCommit()));
    }

    @Override
    public Comment upsertComment(RepositoryName repository, long number, String marker, String body)
            throws ForgeException {
        return discussion.upsert(repository, number, marker, body);
    }

    @Override
    public List<Comment> comments(RepositoryName repository, long number) throws ForgeException {
        return discussion.comments(repository, number);
    }

    @Override
    public Attachment attach(RepositoryName repository, long number, String name, byte[] content)
            throws ForgeException {
        return discussion.attach(repository, number, name, content);
    }

    @Override
    public List<Attachment> attachments(RepositoryName repository, long number) throws ForgeException {
        return discussion.attachments(repository, number);
    }
}
