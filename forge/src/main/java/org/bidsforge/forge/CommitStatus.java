// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge;

import java.net.URI;
import java.util.Optional;

/**
 * What one check says about a commit.
 *
 * @param context the check's name, as in {@code bidsforge/validate}
 * @param description one line for people, at most 255 characters
 * @param target the page with the details
 */
public record CommitStatus(String context, State state, String description, Optional<URI> target) {
    private static final int LONGEST = 255;

    public CommitStatus {
        if (context.isBlank()) {
            throw new IllegalArgumentException("a commit status needs a context");
        }
        if (description.length() > LONGEST) {
            description = description.substring(0, LONGEST - 1) + "…";
        }
    }

    /** The words all forges share. */
    public enum State {
        PENDING,
        SUCCESS,
        WARNING,
        FAILURE,
        /** The check itself broke and says nothing about the commit. */
        ERROR,
        SKIPPED
    }
}
