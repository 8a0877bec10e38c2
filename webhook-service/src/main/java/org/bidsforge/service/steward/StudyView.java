// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.steward;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bidsforge.core.pipeline.SessionName;

/**
 * A study's two repositories at one moment, as far as sessions are concerned.
 *
 * @param sources the tree id of each session's folder in sourcedata
 * @param devHead the head of dev
 * @param merged the source tree that each merged conversion was made from
 * @param branches the conversion branches
 */
record StudyView(
        Map<SessionName, String> sources,
        String devHead,
        Map<SessionName, String> merged,
        Map<SessionName, BranchView> branches) {
    /** As {@link SessionFacts.Branch}, without what only the forge's interface knows. */
    record BranchView(String head, String tree, boolean merged, boolean clean) {}

    /** Whether the source as it is now is merged and nothing else is proposed. */
    boolean settled(SessionName session) {
        String source = sources.get(session);
        BranchView branch = branches.get(session);
        return source != null && source.equals(merged.get(session)) && (branch == null || branch.merged());
    }

    /** Every session that has left a trace, in the order of their names. */
    Set<SessionName> sessions() {
        Set<SessionName> all = new TreeSet<>(Comparator.comparing(SessionName::toString));
        all.addAll(sources.keySet());
        all.addAll(merged.keySet());
        all.addAll(branches.keySet());
        return all;
    }
}
