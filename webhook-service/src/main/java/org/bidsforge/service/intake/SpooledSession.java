// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.intake;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.StudyName;

/**
 * A session in an intake's spool.
 *
 * @param id the spool's random id
 * @param study as far as the intake knows
 * @param reason why it is held back, empty when it is not
 */
public record SpooledSession(
        String id,
        Optional<StudyName> study,
        Optional<SessionName> session,
        SpoolState state,
        long objects,
        long series,
        long bytes,
        String reason,
        Instant since) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,80}");
    private static final int LONGEST_REASON = 1000;

    public SpooledSession {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("a spooled session's id must be 1 to 80 letters, digits, _ and -");
        }
        if (objects < 0 || series < 0 || bytes < 0) {
            throw new IllegalArgumentException(
                    "counts must not be negative: " + objects + ", " + series + ", " + bytes);
        }
        if (reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("a reason must be at most 1000 characters: " + reason.length());
        }
    }

    /** Whether it waits for a person. */
    public boolean held() {
        return state == SpoolState.QUARANTINED || state == SpoolState.WAITING;
    }
}
