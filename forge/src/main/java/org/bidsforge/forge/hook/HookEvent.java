// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.hook;

import java.time.Instant;
import java.util.Optional;

/** What a delivery says; a hint to look at the forge again, never the truth itself. */
public sealed interface HookEvent {
    /**
     * What makes two events of one repository the same although a person replayed one. Empty where a repetition does no
     * harm or cannot be told.
     */
    default Optional<String> contentKey() {
        return Optional.empty();
    }

    /**
     * A ref moved, appeared or went.
     *
     * @param ref the full name, as in {@code refs/heads/main}
     * @param before all zeros when the ref is new
     * @param after all zeros when the ref is gone
     * @param pusher log-in name of who pushed
     */
    record Push(String ref, String before, String after, String pusher) implements HookEvent {
        private static final String BRANCHES = "refs/heads/";

        /** Whether it is the forge's test of the hook, which moves nothing. */
        public boolean isTest() {
            return before.equals(after);
        }

        /** Whether the ref was deleted. */
        public boolean isDeletion() {
            return after.chars().allMatch(digit -> digit == '0');
        }

        /** The branch, unless it is a tag. */
        public Optional<String> branch() {
            return ref.startsWith(BRANCHES) ? Optional.of(ref.substring(BRANCHES.length())) : Optional.empty();
        }

        @Override
        public Optional<String> contentKey() {
            return isTest() ? Optional.empty() : Optional.of("push " + ref + " " + before + " " + after);
        }
    }

    /** A branch appeared; the push of the same branch is sent too. */
    record BranchCreated(String branch, String commit) implements HookEvent {}

    /** A branch went; no push tells so. */
    record BranchDeleted(String branch) implements HookEvent {}

    /**
     * A merge request changed.
     *
     * @param action opened, synchronized, edited, closed, reopened, reviewed, ...
     */
    record MergeRequestChanged(String action, long number, String head, String headCommit, String base, boolean merged)
            implements HookEvent {}

    /**
     * A run of a workflow changed.
     *
     * @param attempt counts from 1 where the forge counts, else it stays 1
     * @param status queued, waiting (blocked), in_progress or completed
     * @param conclusion success, failure, cancelled or skipped once completed, else empty
     * @param workflow file name of the workflow, without folder
     * @param trigger the event that started it
     */
    record RunChanged(
            long runId,
            int attempt,
            String status,
            String conclusion,
            String workflow,
            String branch,
            String headCommit,
            String trigger,
            Optional<Instant> started)
            implements HookEvent {
        /** With the start time, because Gitea 1.26 tells no attempt: a second try must not look like the first. */
        @Override
        public Optional<String> contentKey() {
            String start = started.map(Instant::toString).orElse("-");
            return Optional.of("run " + runId + " " + attempt + " " + start + " " + status + " " + conclusion);
        }
    }

    /** A job of a run changed; status and conclusion as of a run. */
    record JobChanged(long runId, long jobId, int attempt, String name, String status, String conclusion)
            implements HookEvent {
        @Override
        public Optional<String> contentKey() {
            return Optional.of("job " + jobId + " " + attempt + " " + status + " " + conclusion);
        }
    }

    /** A check said something about a commit; BIDSforge's own words come back this way too. */
    record StatusChanged(String commit, String context, String state) implements HookEvent {}

    /** Authentic, and nothing to do. */
    record Ignored(String reason) implements HookEvent {}
}
