// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.store;

import java.time.Instant;
import java.util.Optional;

/** What a check says of a commit; any word is a state, as in Gitea. */
public record CommitStatus(
        long id,
        String sha,
        String context,
        String state,
        String description,
        String targetUrl,
        Optional<Account> creator,
        Instant created) {}
