// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.steward;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bidsforge.core.pipeline.Outcome;
import org.bidsforge.core.pipeline.Pipeline;
import org.bidsforge.core.pipeline.Stage;
import org.bidsforge.core.pipeline.StageReport;
import org.bidsforge.forge.RunState;
import org.bidsforge.service.work.Work;

/**
 * What a run that ended means. The reports decide, not the exit codes: a run that failed without
 * saying why failed by the system.
 */
record RunVerdict(Work.Verdict verdict, String reason) {
    /** The reports by the name of their stage. */
    static RunVerdict of(Map<String, StageReport> reports, RunState state) {
        List<String> stages = Pipeline.stages().stream().map(Stage::name).toList();
        for (String stage : stages) {
            StageReport report = reports.get(stage);
            if (report == null) {
                return new RunVerdict(
                        Work.Verdict.FAILED_BY_SYSTEM,
                        "the run ended (" + state.name().toLowerCase(Locale.ROOT) + ") without a report of " + stage);
            }
            if (!report.outcome().isSuccess()) {
                return new RunVerdict(verdict(report.outcome()), stage + ": " + reason(report));
            }
        }
        return new RunVerdict(Work.Verdict.OK, "");
    }

    private static Work.Verdict verdict(Outcome outcome) {
        return switch (outcome) {
            case OK, WARNINGS -> Work.Verdict.OK;
            case NEEDS_PERSON, PARTIAL -> Work.Verdict.NEEDS_PERSON;
            case FAILED_BY_DATA -> Work.Verdict.FAILED_BY_DATA;
            case FAILED_BY_SYSTEM -> Work.Verdict.FAILED_BY_SYSTEM;
        };
    }

    /** The worst finding, else the first line of the log. */
    private static String reason(StageReport report) {
        return report.findings().stream()
                .max(Comparator.comparing(finding -> finding.severity()))
                .map(finding -> finding.evidence() + (finding.remedy().isEmpty() ? "" : " — " + finding.remedy()))
                .orElseGet(() -> report.log().lines().findFirst().orElse("no reason was given"));
    }
}
