// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.store;

import java.time.Instant;

/** A repository; its git part is a bare repository on disk. */
public record StoredRepository(
        long id,
        Account owner,
        String name,
        String description,
        boolean closed,
        String defaultBranch,
        MergeSettings settings,
        Instant created,
        Instant updated) {
    public String fullName() {
        return owner.name() + "/" + name;
    }
}
