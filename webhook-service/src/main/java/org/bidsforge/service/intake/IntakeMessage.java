// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.intake;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.service.http.Refusal;
import org.jspecify.annotations.Nullable;

/** The JSON of an intake's message about a session in its spool. */
@JsonIgnoreProperties(ignoreUnknown = true)
record IntakeMessage(
        @Nullable String study,
        @Nullable String session,
        @Nullable String state,
        long objects,
        long series,
        long bytes,
        @Nullable String reason,
        @Nullable String since) {
    SpooledSession session(String id) {
        SpoolState known = SpoolState.of(state == null ? "" : state)
                .orElseThrow(() -> new Refusal(400, "no such state of a spooled session"));
        try {
            return new SpooledSession(
                    id,
                    study == null || study.isEmpty() ? Optional.empty() : Optional.of(StudyName.parse(study)),
                    session == null || session.isEmpty() ? Optional.empty() : Optional.of(SessionName.parse(session)),
                    known,
                    objects,
                    series,
                    bytes,
                    reason == null ? "" : reason,
                    Instant.parse(since == null ? "" : since));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new Refusal(400, String.valueOf(e.getMessage()));
        }
    }
}
