// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.git;

import java.util.Optional;

/**
 * A wish to move a ref of the remote, which is granted only if the ref is still where it was seen.
 *
 * @param commit where it shall point
 * @param expected where it was seen; nothing when it shall not exist yet
 */
public record RefUpdate(String commit, Optional<String> expected) {
    /** Make a ref that does not exist. */
    public static RefUpdate create(String commit) {
        return new RefUpdate(commit, Optional.empty());
    }

    /** Move a ref from one commit to a descendant. */
    public static RefUpdate move(String expected, String commit) {
        return new RefUpdate(commit, Optional.of(expected));
    }
}
