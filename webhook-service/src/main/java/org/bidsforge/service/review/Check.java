// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.review;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.bidsforge.core.pages.State;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.Outcome;
import org.bidsforge.core.pipeline.Pipeline;
import org.bidsforge.core.pipeline.SeriesOutcome;
import org.bidsforge.core.pipeline.Severity;
import org.bidsforge.core.pipeline.Stage;
import org.bidsforge.core.pipeline.StageReport;
import org.bidsforge.forge.CommitStatus;

/**
 * What one stage says about a head.
 *
 * @param result the numbers in a few words
 */
public record Check(Stage stage, State state, String result) {
    private static final String CONTEXT = "bidsforge/";

    /** One per stage, in their order. */
    public static List<Check> of(StageReports reports, boolean running) {
        return Pipeline.stages().stream()
                .map(stage ->
                        reports.of(stage).map(report -> of(stage, report)).orElseGet(() -> missing(stage, running)))
                .toList();
    }

    private static Check missing(Stage stage, boolean running) {
        return running
                ? new Check(stage, State.RUN, "runs now")
                : new Check(stage, State.WAIT, "has not looked at this commit");
    }

    private static Check of(Stage stage, StageReport report) {
        return new Check(stage, state(report.outcome()), result(report));
    }

    public static State state(Outcome outcome) {
        return switch (outcome) {
            case OK -> State.DONE;
            case WARNINGS -> State.WARN;
            case NEEDS_PERSON, PARTIAL -> State.PERSON;
            case FAILED_BY_DATA, FAILED_BY_SYSTEM -> State.FAIL;
        };
    }

    /** Numbers that a person wants first. */
    public static String result(StageReport report) {
        long errors = count(report, Severity.ERROR);
        long warnings = count(report, Severity.WARNING);
        String findings = plural(errors, "error") + ", " + plural(warnings, "warning");
        if (report.series().isEmpty()) {
            return findings;
        }
        long converted = report.series().stream()
                .filter(series -> series.outcome().equals(SeriesOutcome.Word.CONVERTED.label()))
                .count();
        return converted + " of " + report.series().size() + " series converted, " + findings;
    }

    private static long count(StageReport report, Severity severity) {
        return report.findings().stream()
                .map(Finding::severity)
                .filter(severity::equals)
                .count();
    }

    private static String plural(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    public String context() {
        return CONTEXT + stage.name();
    }

    /** As the forge shows it beside the commit; nothing for a stage that has neither run nor is about to. */
    public Optional<CommitStatus> status(URI target) {
        Optional<CommitStatus.State> word = switch (state) {
            case DONE, WARN -> Optional.of(CommitStatus.State.SUCCESS);
            case RUN -> Optional.of(CommitStatus.State.PENDING);
            case PERSON -> Optional.of(CommitStatus.State.FAILURE);
            case FAIL -> Optional.of(CommitStatus.State.FAILURE);
            case WAIT, NA, SUPERSEDED -> Optional.empty();
        };
        return word.map(one -> new CommitStatus(context(), one, result, Optional.of(target)));
    }
}
