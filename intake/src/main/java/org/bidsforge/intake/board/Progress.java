// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.board;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;
import org.bidsforge.intake.spool.Destination;
import org.bidsforge.intake.spool.SessionState;
import org.bidsforge.intake.spool.SessionSummary;
import org.jspecify.annotations.Nullable;

/** A session's line on the board, as the service wants it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Progress(
        String id,
        @Nullable String study,
        @Nullable String session,
        String state,
        int objects,
        int series,
        long bytes,
        @Nullable String reason,
        String since) {
    /** A closed session that has a reason not to go on is waiting. */
    public static Progress of(SessionSummary summary) {
        Optional<String> reason = Optional.of(summary.reason()).filter(text -> !text.isEmpty());
        String state = summary.state().word();
        if (summary.state() == SessionState.CLOSED && reason.isPresent()) {
            state = "waiting";
        }
        return new Progress(
                summary.id(),
                summary.destination().map(Destination::study).orElse(null),
                summary.destination().map(Destination::session).orElse(null),
                state,
                summary.amount().objects(),
                summary.amount().series(),
                summary.amount().bytes(),
                reason.orElse(null),
                Instant.ofEpochMilli(summary.since()).toString());
    }
}
