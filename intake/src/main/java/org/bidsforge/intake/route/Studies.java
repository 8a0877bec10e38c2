// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.route;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bidsforge.core.pipeline.StudyName;

/** The studies that there are. */
public interface Studies {
    /** The study's settings; nothing when there is no such study. */
    Optional<StudySettings> find(StudyName study) throws IOException;

    /** The labels of the sessions that a subject has in the study's sourcedata. */
    List<String> sessions(StudyName study, String subject) throws IOException;
}
