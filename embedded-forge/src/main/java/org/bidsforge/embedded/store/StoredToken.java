// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.store;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** A token without its text; with a job, it lives as long as the job runs and reaches the job's repository only. */
public record StoredToken(
        long id,
        Account account,
        String name,
        String lastEight,
        List<String> scopes,
        OptionalLong job,
        OptionalLong repository,
        Instant created) {
    public StoredToken {
        scopes = List.copyOf(scopes);
    }

    /** Whether the token may do this in an area of the API, such as {@code repository} or {@code issue}. */
    public boolean allows(String area, boolean write) {
        return scopes.contains("all")
                || scopes.contains("write:" + area)
                || (!write && scopes.contains("read:" + area));
    }
}
