// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.gitea;

import java.time.Duration;
import java.time.Instant;
import org.bidsforge.core.pipeline.RepositoryName;
import org.bidsforge.forge.ForgeException;

/** A branch that was just pushed: Gitea answers the push first and lets its API know it a moment later. */
final class FreshBranch {
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Wire wire;

    FreshBranch(Wire wire) {
        this.wire = wire;
    }

    /** Waits until the API knows the branch; false when it does not after five seconds. */
    boolean isKnown(RepositoryName repository, String branch) throws ForgeException {
        Call call = Call.get(Wire.path(repository, "branches", branch), "look for branch", repository + " " + branch);
        Instant end = Instant.now().plus(LONGEST);
        Answer answer = wire.send(call);
        while (answer.status() == 404 && Instant.now().isBefore(end)) {
            wire.pause(POLL, call);
            answer = wire.send(call);
        }
        if (answer.status() == 404) {
            return false;
        }
        answer.orThrow();
        return true;
    }
}
