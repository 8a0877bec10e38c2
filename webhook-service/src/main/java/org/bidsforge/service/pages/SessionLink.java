// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.pages;

import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.StudyName;

/** The address of a session's page within the service; names hold nothing that would need escaping. */
public final class SessionLink {
    private SessionLink() {}

    public static String of(StudyName study, SessionName session) {
        return "/session/" + study + "/" + session;
    }
}
