// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

package org.bidsforge.embedded.pages;

import org.bidsforge.core.pages.Icons;
import org.bidsforge.core.pages.State;
import org.bidsforge.embedded.store.JobStatus;
import org.bidsforge.embedded.store.Pull;

/** A state by word, shape and colour. */
public record Badge(State state, String word) {
    /** The icon; the word stands beside it. */
    public String icon() {
        return Icons.decorative(state);
    }

    public String css() {
        return state.cssClass();
    }

    static Badge of(JobStatus status, String conclusion) {
        return switch (status) {
            case BLOCKED -> new Badge(State.WAIT, "waits for other jobs");
            case QUEUED -> new Badge(State.WAIT, "waits for the runner");
            case IN_PROGRESS -> new Badge(State.RUN, "running");
            case COMPLETED -> ofConclusion(conclusion);
        };
    }

    /** Of a step, whose states are plain words. */
    static Badge ofStep(String status, String conclusion) {
        return switch (status) {
            case "completed" -> ofConclusion(conclusion);
            case "in_progress" -> new Badge(State.RUN, "running");
            default -> new Badge(State.WAIT, "not started");
        };
    }

    static Badge ofCheck(String state) {
        return switch (state) {
            case "success" -> new Badge(State.DONE, "succeeded");
            case "failure", "error" -> new Badge(State.FAIL, "failed");
            case "pending" -> new Badge(State.RUN, "pending");
            case "warning" -> new Badge(State.WARN, "warnings");
            default -> new Badge(State.NA, state);
        };
    }

    static Badge of(Pull pull) {
        if (pull.merge().isPresent()) {
            return new Badge(State.DONE, "merged");
        }
        return pull.open() ? new Badge(State.RUN, "open") : new Badge(State.NA, "closed");
    }

    private static Badge ofConclusion(String conclusion) {
        return switch (conclusion) {
            case "success" -> new Badge(State.DONE, "succeeded");
            case "failure" -> new Badge(State.FAIL, "failed");
            default -> new Badge(State.NA, conclusion);
        };
    }
}
