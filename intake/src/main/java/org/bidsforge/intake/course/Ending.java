// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.course;

import java.util.Optional;
import org.bidsforge.core.pipeline.StudyName;

/** How the course of a session ended. */
public sealed interface Ending {
    /** Everything is verified on the forge and in the store. */
    record Committed(String commit) implements Ending {}

    /**
     * A person must look; the reason names nobody.
     *
     * @param awaited the study that has to be created first, if that is all
     */
    record Held(String reason, Optional<StudyName> awaited) implements Ending {
        public static Held because(String reason) {
            return new Held(reason, Optional.empty());
        }
    }
}
