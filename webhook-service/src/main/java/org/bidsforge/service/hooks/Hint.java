// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.hooks;

import java.util.Optional;
import java.util.Set;
import org.bidsforge.core.pipeline.Pipeline;
import org.bidsforge.core.pipeline.RepositoryKind;
import org.bidsforge.core.pipeline.RepositoryName;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.forge.hook.HookEvent;

/**
 * Where to look after an event: a study, perhaps one session of it, or nowhere.
 *
 * @param unwanted why nobody needs to look, empty when somebody must
 */
record Hint(String lane, Optional<SessionName> session, String unwanted) {
    /** What our own runs and statuses cause; looking at these would answer each of our steps with a look. */
    private static final Set<String> RUN_STATES_OF_INTEREST = Set.of("in_progress", "completed");

    static Hint of(RepositoryName repository, HookEvent event) {
        Optional<StudyName> study = StudyName.of(repository);
        if (study.isEmpty()) {
            return unwanted(repository.fullName(), "not a study's repository");
        }
        String lane = study.get().toString();
        boolean sourcedata = repository.equals(study.get().repository(RepositoryKind.SOURCEDATA));
        if (!sourcedata && !repository.equals(study.get().repository(RepositoryKind.BIDS))) {
            return unwanted(lane, "nothing depends on this repository yet");
        }
        if (event instanceof HookEvent.Push push) {
            return push(lane, sourcedata, push);
        }
        if (event instanceof HookEvent.BranchDeleted gone) {
            return wanted(lane, SessionName.ofBranch(gone.branch()));
        }
        if (event instanceof HookEvent.MergeRequestChanged request) {
            return wanted(lane, SessionName.ofBranch(request.head()));
        }
        if (event instanceof HookEvent.RunChanged run) {
            return run.workflow().equals(Pipeline.WORKFLOW_FILE) && RUN_STATES_OF_INTEREST.contains(run.status())
                    ? wanted(lane, Optional.empty())
                    : unwanted(lane, "nothing depends on this state of a run");
        }
        return unwanted(lane, "nothing depends on this kind of event");
    }

    private static Hint push(String lane, boolean sourcedata, HookEvent.Push push) {
        if (push.isTest()) {
            return unwanted(lane, "a test of the hook");
        }
        String branch = push.branch().orElse("");
        Optional<SessionName> session = SessionName.ofBranch(branch);
        boolean watched = sourcedata ? branch.equals("main") : branch.equals("dev") || session.isPresent();
        return watched ? wanted(lane, session) : unwanted(lane, "nothing depends on this branch");
    }

    private static Hint wanted(String lane, Optional<SessionName> session) {
        return new Hint(lane, session, "");
    }

    private static Hint unwanted(String lane, String reason) {
        return new Hint(lane, Optional.empty(), reason);
    }
}
