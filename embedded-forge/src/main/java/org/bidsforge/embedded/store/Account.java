// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.store;

import java.time.Instant;

/** A user or an organisation. */
public record Account(
        long id,
        String name,
        boolean organization,
        String fullName,
        String email,
        String description,
        String visibility,
        Instant created) {}
