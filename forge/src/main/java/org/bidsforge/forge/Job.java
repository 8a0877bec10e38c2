// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** One job of a run. */
public record Job(
        long id,
        long runId,
        int attempt,
        String name,
        RunState state,
        Optional<Instant> started,
        Optional<Instant> completed,
        URI page) {}
