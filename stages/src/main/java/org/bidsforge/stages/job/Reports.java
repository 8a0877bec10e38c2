// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.job;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.Measure;
import org.bidsforge.core.pipeline.Outcome;
import org.bidsforge.core.pipeline.Severity;
import org.bidsforge.core.pipeline.StageReport;
import org.bidsforge.core.pipeline.WorkItem;

/** Reports of stages with what only the job knows. */
final class Reports {
    private Reports() {}

    /** The report of a stage as that of this work. */
    static StageReport of(WorkItem work, StageReport report, String resultCommit) {
        return new StageReport(
                report.stage(),
                work.study().toString(),
                work.session().toString(),
                work.sourceCommit(),
                resultCommit,
                report.outcome(),
                report.versions(),
                report.findings(),
                report.measures(),
                report.series(),
                report.pictures(),
                report.log());
    }

    static StageReport withFindings(StageReport report, List<Finding> findings) {
        return copy(report, findings, report.measures());
    }

    static StageReport withMeasures(StageReport report, List<Measure> measures) {
        return copy(report, report.findings(), measures);
    }

    private static StageReport copy(StageReport report, List<Finding> findings, List<Measure> measures) {
        return new StageReport(
                report.stage(),
                report.study(),
                report.session(),
                report.sourceCommit(),
                report.resultCommit(),
                report.outcome(),
                report.versions(),
                findings,
                measures,
                report.series(),
                report.pictures(),
                report.log());
    }

    /** What is said when the machinery failed; this outcome is tried again. */
    static StageReport failure(WorkItem work, String stage, String reason) {
        Finding finding = new Finding(
                "stage-failed",
                Severity.ERROR,
                Optional.empty(),
                reason,
                "It is tried again. If it stays, run: bidsforge doctor");
        return new StageReport(
                stage,
                work.study().toString(),
                work.session().toString(),
                work.sourceCommit(),
                "",
                Outcome.FAILED_BY_SYSTEM,
                Map.of(),
                List.of(finding),
                List.of(),
                List.of(),
                List.of(),
                reason);
    }
}
