// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.git;

/** Who a commit is by. */
public record GitIdentity(String name, String email) {
    /** The software itself: the same everywhere, so that the same input gives the same commit. */
    public static final GitIdentity BIDSFORGE = new GitIdentity("BIDSforge", "bidsforge@localhost");

    public GitIdentity {
        if (name.isBlank() || (name + email).matches("(?s).*[<>\\n\\r].*")) {
            throw new IllegalArgumentException("An identity needs a name, and neither < > nor line breaks: " + name);
        }
    }
}
