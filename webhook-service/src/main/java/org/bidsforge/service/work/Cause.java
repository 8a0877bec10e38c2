// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.work;

/** Why a run was started. */
public enum Cause {
    /** The session's source is not converted yet, or changed. */
    SOURCE("its source is new"),
    /** The branch has a head that no check has seen: a person pushed to it. */
    PUSH("the branch was changed"),
    /** The merge request cannot be merged since the target moved. */
    CONFLICT("the target branch moved"),
    /** A person asked for it. */
    REDO("a person asked for it");

    private final String sentence;

    Cause(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
