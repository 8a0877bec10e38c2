// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.store;

/**
 * A step of a job as it went; times in seconds, 0 for not yet.
 *
 * @param logFrom where its lines begin in the job's log, in bytes
 */
public record StepState(String name, String status, String conclusion, long started, long completed, long logFrom) {
    public static StepState queued(String name) {
        return new StepState(name, "queued", "", 0, 0, 0);
    }

    public StepState running(long logFrom) {
        return new StepState(name, "in_progress", "", Moments.now().getEpochSecond(), 0, logFrom);
    }

    public StepState ended(String conclusion) {
        long now = Moments.now().getEpochSecond();
        return new StepState(name, "completed", conclusion, started == 0 ? now : started, now, logFrom);
    }
}
