// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.route;

import java.util.Optional;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.StudyName;

/** Where a session goes. */
public sealed interface Routing {
    /**
     * A place was found.
     *
     * @param patientId as the scanner sent it, from which pseudonyms are made
     */
    record Found(StudyName study, SessionName session, String patientId) implements Routing {
        @Override
        public String toString() {
            return study + " " + session;
        }
    }

    /**
     * A person must look. The reason may still hold what the objects say and is to be searched for identifiers.
     *
     * @param awaited the study that does not exist, if that is all
     */
    record Unclear(String reason, Optional<StudyName> awaited) implements Routing {
        static Unclear because(String reason) {
            return new Unclear(reason, Optional.empty());
        }
    }
}
