// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.pipeline;

import java.util.regex.Pattern;

/** What there is to do: bring this session, as it is at this commit of the study's sourcedata, one step on. */
public record WorkItem(StudyName study, SessionName session, String sourceCommit) {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}([0-9a-f]{24})?");

    public WorkItem {
        if (!COMMIT.matcher(sourceCommit).matches()) {
            throw new IllegalArgumentException("A commit must be given by its full id: " + sourceCommit);
        }
    }
}
