// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.naming;

import java.util.Optional;

/** A candidate and the label of its run, if it has one. */
record Numbered(Candidate candidate, Optional<String> run) {

    String key() {
        return candidate.key() + run;
    }

    /** Of two series under one name the longer one is complete; of two equally long ones the later one was wanted. */
    boolean yieldsTo(Numbered later) {
        return candidate.volumes() <= later.candidate.volumes();
    }
}
