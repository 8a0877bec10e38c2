// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bidsforge.core.pipeline.Pipeline;
import org.bidsforge.core.pipeline.RepositoryKind;
import org.bidsforge.core.pipeline.RepositoryName;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.forge.CommitStatus;
import org.bidsforge.forge.Forge;
import org.bidsforge.forge.MergeRequest;
import org.bidsforge.stages.progress.ProgressBar;

/** Follows one session from the spool to its merge request, and says each step when it was really seen. */
final class Journey {
    private static final Duration LONGEST_STEP = Duration.ofMinutes(30);
    private static final Set<String> ENDED_AT_INTAKE = Set.of("quarantined", "waiting");
    private static final Set<String> BEFORE_CLOSED = Set.of("receiving");
    private static final Set<String> BEFORE_DEIDENTIFIED = Set.of("receiving", "closed", "deidentifying");

    private final ServiceView service;
    private final Forge forge;
    private final Programs programs;
    private final Steps steps;

    Journey(ServiceView service, Forge forge, Programs programs, Steps steps) {
        this.service = service;
        this.forge = forge;
        this.programs = programs;
        this.steps = steps;
    }

    /** Where a session's journey ended. */
    record Arrival(StudyName study, SessionName session, String sessionPage, MergeRequest request) {}

    /** The state of one step: seen with this result, or not yet. */
    @FunctionalInterface
    private interface Look<T> {
        Optional<T> at() throws IOException, InterruptedException;
    }

    /** Ids of the spooled sessions that the service knows now. */
    Set<String> known() throws IOException, InterruptedException {
        return service.look().intake().stream().map(ServiceView.Spooled::id).collect(Collectors.toSet());
    }

    /** The sessions in the spool that were not there before. */
    List<String> arrived(Set<String> before) throws IOException, InterruptedException {
        return await("receiving", () -> {
            List<String> ids = new ArrayList<>(known());
            ids.removeAll(before);
            return ids.isEmpty() ? Optional.empty() : Optional.of(ids);
        });
    }

    Arrival follow(String spooled) throws IOException, InterruptedException {
        await("closing", () -> spooled(spooled).filter(one -> !BEFORE_CLOSED.contains(one.state())));
        steps.done("closed: no object came for a while");
        await("de-identifying", () -> spooled(spooled).filter(one -> !BEFORE_DEIDENTIFIED.contains(one.state())));
        steps.done("de-identified, no identifier leaks");
        ServiceView.Spooled committed = await(
                "committing", () -> spooled(spooled).filter(one -> one.state().equals("committed")));
        StudyName study = StudyName.parse(committed.study());
        SessionName session = SessionName.parse(committed.session());
        RepositoryName bids = study.repository(RepositoryKind.BIDS);
        steps.done("committed and pushed to "
                + study.repository(RepositoryKind.SOURCEDATA).fullName() + ": " + session);
        ServiceView.Session known = await("hook", () -> session(study, session));
        steps.done("hook delivered, the service knows the session");
        await("dispatching", () -> session(study, session).filter(one -> happened(one, "started")));
        steps.done("conversion dispatched (" + Pipeline.WORKFLOW_FILE + ")");
        await("converting", () -> forge.repositories().branch(bids, session.branch()));
        steps.done("converted to branch " + session.branch());
        MergeRequest request =
                await("merge request", () -> forge.mergeRequests().findOpen(bids, session.branch(), "dev"));
        steps.done("merge request " + request.number() + " opened on " + bids.fullName());
        await("checks", () -> checks(bids, session));
        steps.done("checks green");
        return new Arrival(study, session, known.page(), request);
    }

    /** Seen after the time that counts has been taken. */
    void pictures(Arrival arrival) throws IOException, InterruptedException {
        RepositoryName bids = arrival.study().repository(RepositoryKind.BIDS);
        long count = await("pictures", () -> {
            long pictures = forge
                    .mergeRequests()
                    .attachments(bids, arrival.request().number())
                    .stream()
                    .filter(attachment -> attachment.name().endsWith(".png"))
                    .count();
            return pictures == 0 ? Optional.<Long>empty() : Optional.of(pictures);
        });
        steps.done(count + " pictures in the merge request");
    }

    private Optional<ServiceView.Spooled> spooled(String id) throws IOException, InterruptedException {
        Optional<ServiceView.Spooled> found = service.look().intake().stream()
                .filter(one -> one.id().equals(id))
                .findFirst();
        Optional<ServiceView.Spooled> held = found.filter(one -> ENDED_AT_INTAKE.contains(one.state()));
        if (held.isPresent()) {
            throw new IOException(
                    "The session is " + held.get().state() + ": " + held.get().reason());
        }
        return found;
    }

    private Optional<ServiceView.Session> session(StudyName study, SessionName session)
            throws IOException, InterruptedException {
        Optional<ServiceView.Session> found = service.look().sessions().stream()
                .filter(one ->
                        one.study().equals(study.toString()) && one.session().equals(session.toString()))
                .findFirst();
        Optional<ServiceView.Session> ended = found.filter(one -> one.standing().equals("FAILED"));
        if (ended.isPresent()) {
            throw new IOException("The session failed: " + ended.get().sentence() + " See "
                    + ended.get().page());
        }
        return found;
    }

    private static boolean happened(ServiceView.Session session, String kind) {
        return session.events().stream().anyMatch(event -> event.kind().equals(kind));
    }

    /** All checks of the branch's newest commit, once each has said success. */
    private Optional<List<CommitStatus>> checks(RepositoryName bids, SessionName session) throws IOException {
        Optional<String> head = forge.repositories().branch(bids, session.branch());
        if (head.isEmpty()) {
            return Optional.empty();
        }
        List<CommitStatus> statuses = forge.statuses().list(bids, head.get());
        Optional<CommitStatus> bad = statuses.stream()
                .filter(status ->
                        status.state() == CommitStatus.State.FAILURE || status.state() == CommitStatus.State.ERROR)
                .findFirst();
        if (bad.isPresent()) {
            throw new IOException(
                    "The check " + bad.get().context() + " says: " + bad.get().description());
        }
        boolean green = Pipeline.stages().stream()
                .allMatch(stage -> statuses.stream()
                        .anyMatch(status -> status.context().equals("bidsforge/" + stage.name())
                                && status.state() == CommitStatus.State.SUCCESS));
        return green ? Optional.of(statuses) : Optional.empty();
    }

    private <T> T await(String what, Look<T> look) throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (ProgressBar bar = steps.bar(what)) {
            while (System.nanoTime() - start < LONGEST_STEP.toNanos()) {
                Optional<T> seen = look.at();
                if (seen.isPresent()) {
                    return seen.get();
                }
                Optional<String> broken = programs.broken();
                if (broken.isPresent()) {
                    throw new IOException(broken.get());
                }
                bar.at((System.nanoTime() - start) / 1_000_000_000L);
                Thread.sleep(100);
            }
        }
        throw new IOException(
                "Nothing was seen for " + LONGEST_STEP.toMinutes() + " minutes while waiting for: " + what);
    }
}
