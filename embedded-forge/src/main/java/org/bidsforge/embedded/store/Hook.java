// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.store;

import java.time.Instant;
import java.util.List;

/** Where the forge sends events to. */
public record Hook(
        long id,
        long repository,
        String url,
        String contentType,
        String secret,
        List<String> events,
        String branchFilter,
        String authorizationHeader,
        boolean active,
        Instant created,
        Instant updated) {
    public Hook {
        events = List.copyOf(events);
    }

    @Override
    public String toString() {
        // The record's own text would show the secret.
        return "hook " + id;
    }
}
