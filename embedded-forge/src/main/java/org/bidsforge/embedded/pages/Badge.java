// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import java.util.List;
import org.bidsforge.core.pages.Icons;
import org.bidsforge.core.pages.State;
import org.bidsforge.embedded.store.CommitStatus;
import org.bidsforge.embedded.store.JobStatus;
import org.bidsforge.embedded.store.Pull;
import org.bidsforge.embedded.store.Run;

/** A state by word, shape and colour. */
public record Badge(State state, String word) {
    /** The icon; the word stands beside it. */
    public String icon() {
        return Icons.decorative(state);
    }

    /** The icon alone, named for those who do not see it. */
    public String alone() {
        return Icons.svg(state, word);
    }

    public String css() {
        return state.cssClass();
    }

    static Badge of(Run run) {
        return of(run.status(), run.conclusion());
    }

    static Badge of(JobStatus status, String conclusion) {
        return switch (status) {
            case BLOCKED -> new Badge(State.WAIT, "waits for other jobs");
            case QUEUED -> new Badge(State.WAIT, "waits for the runner");
            case IN_PROGRESS -> new Badge(State.RUN, "running");
            case COMPLETED -> concluded(conclusion);
        };
    }

    /** Of a step, whose states are plain words. */
    static Badge ofStep(String status, String conclusion) {
        return switch (status) {
            case "completed" -> concluded(conclusion);
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

    /** All checks of a commit in one. */
    static Badge ofChecks(List<CommitStatus> latest) {
        if (latest.isEmpty()) {
            return new Badge(State.NA, "no checks");
        }
        long failed = latest.stream()
                .filter(one -> ofCheck(one.state()).state() == State.FAIL)
                .count();
        long pending = latest.stream()
                .filter(one -> ofCheck(one.state()).state() == State.RUN)
                .count();
        if (failed > 0) {
            return new Badge(State.FAIL, failed + " of " + checks(latest.size()) + " failed");
        }
        if (pending > 0) {
            return new Badge(State.RUN, latest.size() - pending + " of " + checks(latest.size()) + " in");
        }
        boolean warned = latest.stream().anyMatch(one -> ofCheck(one.state()).state() == State.WARN);
        String all = switch (latest.size()) {
            case 1 -> "the check";
            case 2 -> "both checks";
            default -> "all " + latest.size() + " checks";
        };
        return warned ? new Badge(State.WARN, all + " in, with warnings") : new Badge(State.DONE, all + " succeeded");
    }

    static Badge of(Pull pull) {
        if (pull.merge().isPresent()) {
            return new Badge(State.DONE, "merged");
        }
        return pull.open() ? new Badge(State.PERSON, "open") : new Badge(State.NA, "closed");
    }

    private static String checks(int count) {
        return count == 1 ? "1 check" : count + " checks";
    }

    private static Badge concluded(String conclusion) {
        return switch (conclusion) {
            case "success" -> new Badge(State.DONE, "succeeded");
            case "failure" -> new Badge(State.FAIL, "failed");
            default -> new Badge(State.NA, conclusion);
        };
    }
}
