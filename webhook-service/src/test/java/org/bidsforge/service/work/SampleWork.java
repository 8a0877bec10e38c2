// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.work;

import java.io.IOException;
import java.time.Clock;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.StageReport;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.service.database.Database;

/** Files reports without the jobs that would bring them. */
public final class SampleWork {
    private SampleWork() {}

    public static void file(Database database, StageReport report) throws IOException {
        WorkLedger ledger = new WorkLedger(database, Clock.systemUTC());
        StudyName study = StudyName.parse(report.study());
        SessionName session = SessionName.parse(report.session());
        Work work = ledger.of(study, session).stream().findFirst().isPresent()
                ? ledger.of(study, session).get(0)
                : ledger.open(new Target(study, session, report.sourceCommit(), "tree", "", "dev"), Cause.SOURCE)
                        .work();
        new Reports(database, Clock.systemUTC()).file(work, report);
    }
}
