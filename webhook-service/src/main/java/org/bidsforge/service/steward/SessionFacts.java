// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.steward;

import java.util.List;
import java.util.Optional;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.forge.MergeRequest;
import org.bidsforge.service.work.Target;
import org.bidsforge.service.work.Work;

/**
 * All that is known of a session, read from the forge a moment ago.
 *
 * @param sourceTree the id of its folder in sourcedata, empty when it has none
 * @param branch its conversion branch, while there is one
 * @param devHead the head of the branch that conversions are merged into
 * @param devTree the source tree that the merged conversion was made from
 * @param request the open merge request of the branch, else a closed one of the same head, else the merged one
 * @param works the session's runs, the latest first
 */
record SessionFacts(
        StudyName study,
        SessionName session,
        Optional<String> sourceTree,
        Optional<Branch> branch,
        String devHead,
        Optional<String> devTree,
        Optional<MergeRequest> request,
        List<Work> works) {
    /** What the checks said of a head: by report, or by the forge's statuses where the reports are lost. */
    enum Inspection {
        NONE,
        PASSED,
        FAILED
    }

    /**
     * A conversion branch.
     *
     * @param tree the source tree that it was made from, empty when it does not say
     * @param merged whether dev has all of its commits
     * @param clean whether it merges into dev without a conflict
     */
    record Branch(String head, String tree, boolean merged, boolean clean, Inspection inspection) {}

    SessionFacts {
        works = List.copyOf(works);
    }

    Optional<Work> latest() {
        return works.stream().findFirst();
    }

    /** The conversion that is not merged yet. */
    Optional<Branch> proposal() {
        return branch.filter(one -> !one.merged());
    }

    /** Whether the branch holds a conversion of the source as it is now that is still to be merged. */
    boolean proposed() {
        return proposal()
                .filter(one -> sourceTree.filter(one.tree()::equals).isPresent())
                .filter(one -> !squashed(one))
                .isPresent();
    }

    /** Merged by a person in a way that left the branch's own commits behind. */
    private boolean squashed(Branch proposal) {
        return sourceTree.equals(devTree)
                && request.filter(one -> one.state() == MergeRequest.State.MERGED)
                        .filter(one -> one.headCommit().equals(proposal.head()))
                        .isPresent();
    }

    /** Whether the source as it is now is converted and merged. */
    boolean merged() {
        return sourceTree.isPresent() && sourceTree.equals(devTree) && !proposed();
    }

    Target target(String sourceCommit) {
        return new Target(
                study,
                session,
                sourceCommit,
                sourceTree.orElse(""),
                branch.map(Branch::head).orElse(""),
                devHead);
    }
}
