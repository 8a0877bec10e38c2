// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.record;

import java.util.Optional;

/**
 * On what a session's commit is to stand.
 *
 * @param commit its parent
 * @param branchTip where the session's branch is; nothing while there is none
 * @param edited whether people changed the branch after the last conversion
 */
public record SessionBase(String commit, Optional<String> branchTip, boolean edited) {

    /** Whether the parent is new itself, because the branch had to take in what was merged meanwhile. */
    boolean joined() {
        return branchTip.isPresent() && !branchTip.get().equals(commit);
    }
}
