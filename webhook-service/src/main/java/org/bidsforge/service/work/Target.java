// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.work;

import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.StudyName;

/**
 * What a run is to bring about: this session, from this source, onto these heads. Attempts are
 * counted per target, so nothing can be dispatched without end while the forge stands still.
 *
 * @param sourceTree the id of the session's folder in sourcedata
 * @param branchHead the head of the conversion branch, or empty while there is none
 * @param devHead the head of the branch that the merge request goes to
 */
public record Target(
        StudyName study,
        SessionName session,
        String sourceCommit,
        String sourceTree,
        String branchHead,
        String devHead) {
    /** Sessions merge one after the other; dev moving on is a new target only where it is the cause. */
    public boolean same(Target other, Cause cause) {
        boolean sameBranch = cause == Cause.SOURCE || branchHead.equals(other.branchHead);
        boolean sameDev = cause != Cause.CONFLICT || devHead.equals(other.devHead);
        return sourceTree.equals(other.sourceTree) && sameBranch && sameDev;
    }
}
