// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.git;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.bidsforge.forge.ForgeException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate.Result;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.TrackingRefUpdate;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;

/** Moves commits between a mirror and its remote. */
final class Transfer {
    private static final List<RefSpec> MIRROR =
            List.of(new RefSpec("+refs/heads/*:refs/heads/*"), new RefSpec("+refs/tags/*:refs/tags/*"));
    private static final Set<Result> LOST_RACES = EnumSet.of(Result.LOCK_FAILURE, Result.IO_FAILURE);
    private static final int TIMEOUT_SECONDS = 120;
    private static final Duration LONGEST_RACE = Duration.ofSeconds(30);
    private static final int LONGEST_PAUSE_MILLIS = 100;

    private final Repository mirror;
    private final GitRemote remote;

    Transfer(Repository mirror, GitRemote remote) {
        this.mirror = mirror;
        this.remote = remote;
    }

    /** Makes the mirror's refs what the remote's are. */
    void fetch() throws IOException {
        FetchTurn.take(mirror.getDirectory().toPath(), this::fetchInTurn);
    }

    private void fetchInTurn() throws IOException {
        long start = System.nanoTime();
        while (!fetchOnce()) {
            if (System.nanoTime() - start > LONGEST_RACE.toNanos()) {
                throw ForgeException.unreachable(
                        "fetch", remote.url().toString(), new IOException("another process holds the refs"));
            }
            letOthersGo();
        }
    }

    /** By chance, so that two who race do not meet again at once. */
    private static void letOthersGo() throws IOException {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(1, LONGEST_PAUSE_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while another process held the refs");
        }
    }

    /** False when a push was writing the same refs. */
    private boolean fetchOnce() throws IOException {
        try (Transport transport = open("fetch")) {
            transport.setRemoveDeletedRefs(true);
            transport.setTagOpt(TagOpt.NO_TAGS);
            FetchResult result = transport.fetch(NullProgressMonitor.INSTANCE, MIRROR);
            return result.getTrackingRefUpdates().stream()
                    .map(TrackingRefUpdate::getResult)
                    .noneMatch(LOST_RACES::contains);
        } catch (TransportException e) {
            throw failure("fetch", e);
        }
    }

    PushResult push(Map<String, RefUpdate> updates) throws IOException {
        List<RemoteRefUpdate> wishes = new ArrayList<>();
        for (Map.Entry<String, RefUpdate> update : updates.entrySet()) {
            wishes.add(wish(update.getKey(), update.getValue()));
        }
        try (Transport transport = open("push to")) {
            transport.setPushAtomic(wishes.size() > 1);
            SortedMap<String, String> reasons = new TreeMap<>();
            for (RemoteRefUpdate done :
                    transport.push(NullProgressMonitor.INSTANCE, wishes).getRemoteUpdates()) {
                switch (done.getStatus()) {
                    case OK, UP_TO_DATE -> {}
                    default -> reasons.put(done.getRemoteName(), reason(done));
                }
            }
            return reasons.isEmpty() ? new PushResult.Pushed() : new PushResult.Rejected(reasons);
        } catch (TransportException e) {
            throw failure("push to", e);
        }
    }

    private RemoteRefUpdate wish(String ref, RefUpdate update) throws IOException {
        if (!ref.startsWith("refs/")) {
            throw new IllegalArgumentException("A ref needs its full name: " + ref);
        }
        ObjectId expected = update.expected().map(ObjectId::fromString).orElse(ObjectId.zeroId());
        // Never forced; the mirror's own ref follows when the remote has taken it.
        return new RemoteRefUpdate(
                mirror, update.commit(), ObjectId.fromString(update.commit()), ref, false, ref, expected);
    }

    private static String reason(RemoteRefUpdate update) {
        return switch (update.getStatus()) {
            case REJECTED_REMOTE_CHANGED -> "it moved meanwhile";
            case REJECTED_NONFASTFORWARD -> "not a fast-forward";
            default -> {
                String message = update.getMessage();
                yield message == null ? update.getStatus().toString() : message;
            }
        };
    }

    private Transport open(String action) throws IOException {
        try {
            Transport transport = Transport.open(mirror, new URIish(remote.url().toString()));
            transport.setTimeout(TIMEOUT_SECONDS);
            if (transport instanceof TransportHttp http && remote.token().isPresent()) {
                // At once, instead of after a refusal: that would send a push twice.
                http.setPreemptiveBasicAuthentication(
                        remote.user(), remote.token().get().value());
            }
            return transport;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("No URL that git understands: " + remote.url(), e);
        } catch (TransportException e) {
            throw failure(action, e);
        }
    }

    private ForgeException failure(String action, TransportException cause) {
        String url = remote.url().toString();
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof NoRemoteRepositoryException) {
            return ForgeException.answered(action, url, 404, "no such repository");
        }
        // JGit has no type for a refused password; this is how it words one with and without a second try.
        if (message.contains("not authorized") || message.contains("CredentialsProvider")) {
            return ForgeException.answered(action, url, 401, "not authorized");
        }
        if (message.contains("not permitted")) {
            return ForgeException.answered(action, url, 403, "not permitted");
        }
        return ForgeException.unreachable(action, url, cause);
    }
}
