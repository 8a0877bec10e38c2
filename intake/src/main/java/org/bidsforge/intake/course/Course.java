// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.course;

import java.io.IOException;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.intake.spool.Batch;
import org.bidsforge.intake.spool.SpoolSession;

/** What is done with a closed session. Doing it again after a kill at any point gives the same result. */
public interface Course {
    /**
     * Takes a batch as far as it goes.
     *
     * @throws IOException if something may work later: the session waits and is tried again
     */
    Ending run(SpoolSession session, Batch batch) throws IOException;

    /** Whether a session that was held for want of this study may go on. */
    boolean knows(StudyName study) throws IOException;
}
