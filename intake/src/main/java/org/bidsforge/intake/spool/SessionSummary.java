// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.spool;

import java.util.Optional;

/** A session as the board shows it; {@code since} in milliseconds since 1970. */
public record SessionSummary(
        String id,
        SessionState state,
        String reason,
        long since,
        Optional<Destination> destination,
        Optional<String> commit,
        Amount amount) {}
