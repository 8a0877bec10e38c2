// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.store;

import java.util.Locale;

/** How far a job or a run is. */
public enum JobStatus {
    /** Other jobs must end before. */
    BLOCKED("waiting"),
    /** Waits for a free place on the runner. */
    QUEUED("queued"),
    IN_PROGRESS("in_progress"),
    COMPLETED("completed");

    private final String word;

    JobStatus(String word) {
        this.word = word;
    }

    /** The API's word; what waits for other jobs is "waiting" there. */
    public String word() {
        return word;
    }

    static JobStatus of(String column) {
        return valueOf(column.toUpperCase(Locale.ROOT));
    }

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
