// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.validate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.bidsforge.core.config.Toolbox;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.Measure;
import org.bidsforge.core.pipeline.Outcome;
import org.bidsforge.core.pipeline.Severity;
import org.bidsforge.core.pipeline.Stage;
import org.bidsforge.core.pipeline.StageReport;

/** The validator's answer as a report of a stage and as JUnit XML. */
public record Validation(StageReport report, String junit) {
    private static final int MOST_PLACES = 5;
    private static final int MOST_FINDINGS = 500;

    /** Validates the dataset in this folder. */
    public static Validation of(Path dataset, Toolbox toolbox) throws IOException, InterruptedException {
        // Starting the validator takes longer than its answer about itself, so both are asked at once.
        FutureTask<String> version = new FutureTask<>(() -> toolbox.version(Toolbox.Tool.BIDS_VALIDATOR));
        Thread asking = new Thread(version, "validator-version");
        asking.setDaemon(true);
        asking.start();
        Validator.Answer answer = Validator.of(toolbox).validate(dataset);
        try {
            return new Validation(report(answer, version.get()), Junit.write(answer));
        } catch (ExecutionException problem) {
            throw new IOException("The BIDS validator must tell its version. Run: bidsforge doctor", problem);
        }
    }

    static StageReport report(Validator.Answer answer, String version) {
        List<Finding> findings = new ArrayList<>();
        for (Issue issue : answer.issues()) {
            if (findings.size() < MOST_FINDINGS) {
                findings.add(finding(issue));
            }
        }
        long errors = answer.count(Severity.ERROR);
        long warnings = answer.count(Severity.WARNING);
        return new StageReport(
                Stage.VALIDATE.name(),
                "",
                "",
                "",
                "",
                outcome(errors, warnings),
                Map.of("bids-validator", version, "BIDS schema", answer.schemaVersion()),
                findings,
                List.of(
                        new Measure("errors", errors, "1"),
                        new Measure("warnings", warnings, "1"),
                        new Measure("files", answer.files(), "1"),
                        new Measure("size", answer.bytes(), "bytes")),
                List.of(),
                List.of(),
                answer.files() + " files: " + errors + " errors, " + warnings + " warnings.");
    }

    private static Outcome outcome(long errors, long warnings) {
        if (errors > 0) {
            return Outcome.FAILED_BY_DATA;
        }
        return warnings > 0 ? Outcome.WARNINGS : Outcome.OK;
    }

    private static Finding finding(Issue issue) {
        List<String> places = issue.places();
        String where = String.join(", ", places.subList(0, Math.min(MOST_PLACES, places.size())));
        String more = places.size() > MOST_PLACES ? " and " + (places.size() - MOST_PLACES) + " more" : "";
        return new Finding(
                issue.slug(),
                issue.severity(),
                Optional.of(places.get(0)).filter(place -> !place.isEmpty()),
                issue.code() + ": " + issue.headline() + (places.size() > 1 ? " (" + where + more + ")" : ""),
                remedy(issue));
    }

    private static String remedy(Issue issue) {
        return switch (issue.severity()) {
            case ERROR -> "Correct the file in the merge request, or the protocol on the scanner and convert again.";
            case WARNING -> "Decide whether it matters for this dataset.";
            case NOTE -> "Add it when you know it; the specification recommends it.";
        };
    }
}
