// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.job;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bidsforge.core.config.Environment;
import org.bidsforge.core.config.Variable;
import org.bidsforge.core.pipeline.ExitCode;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.Measure;
import org.bidsforge.core.pipeline.SeriesOutcome;
import org.bidsforge.core.pipeline.Severity;
import org.bidsforge.core.pipeline.Stage;
import org.bidsforge.core.pipeline.StageReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bidsforge job}: what a study's workflow calls. */
@Command(
        name = "job",
        description = "Runs a stage as a job of the forge; called by a study's workflow.",
        footer = "The service starts it; to convert by hand: bidsforge convert",
        mixinStandardHelpOptions = true)
public final class JobCommand {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** A stage's work in the job's folder. */
    @FunctionalInterface
    private interface Work {
        StageReport run(Claim claim, JobFolder folder, Environment environment)
                throws IOException, InterruptedException;
    }

    @Command(
            name = "convert",
            description = "Converts the session that the ticket stands for, and pushes it to its branch.",
            mixinStandardHelpOptions = true)
    int convert() throws IOException, InterruptedException {
        return run(
                Stage.CONVERT,
                (claim, folder, environment) -> new ConvertJob(claim, folder, environment.toolbox()).run());
    }

    @Command(
            name = "validate",
            description = "Validates the session that the ticket stands for, as it is on its branch.",
            mixinStandardHelpOptions = true)
    int validate() throws IOException, InterruptedException {
        return run(
                Stage.VALIDATE,
                (claim, folder, environment) -> new ValidateJob(claim, folder, environment.toolbox()).run());
    }

    private int run(Stage stage, Work work) throws IOException, InterruptedException {
        Environment environment = Environment.of(System.getenv());
        PrintWriter err = spec.commandLine().getErr();
        Optional<CiRun> ci = CiRun.of(System.getenv());
        if (ci.isEmpty()) {
            err.println("This is no job of a forge: no variable names the run. To work by hand: bidsforge "
                    + stage.name() + " --help");
            return ExitCode.USAGE.code();
        }
        ServiceClient service = new ServiceClient(
                URI.create(environment.require(Variable.BIDSFORGE_SERVICE_URL).replaceFirst("/+$", "")));
        Claim claim = service.claim(environment.requireSecret(Variable.BIDSFORGE_TICKET), stage.name(), ci.get());
        try (JobFolder folder = JobFolder.open(Path.of("").toAbsolutePath())) {
            StageReport report = timed(stage, claim, () -> work.run(claim, folder, environment));
            folder.leave("report.json", report.withoutPictures().toJson());
            print(report, spec.commandLine().getOut());
            service.report(claim.reportToken(), report);
            return report.outcome().exitCode();
        }
    }

    /** The part of a job that may fail and then still reports. */
    @FunctionalInterface
    private interface Attempt {
        StageReport run() throws IOException, InterruptedException;
    }

    private static StageReport timed(Stage stage, Claim claim, Attempt attempt) throws InterruptedException {
        long start = System.nanoTime();
        StageReport report;
        try {
            report = attempt.run();
        } catch (IOException | RuntimeException failure) {
            String reason = Optional.ofNullable(failure.getMessage()).orElse(failure.toString());
            report = Reports.failure(claim.work(), stage.name(), reason);
        }
        List<Measure> measures = new ArrayList<>(report.measures());
        measures.add(new Measure("duration", Math.round((System.nanoTime() - start) / 1e7) / 100.0, "s"));
        return Reports.withMeasures(report, measures);
    }

    private static void print(StageReport report, PrintWriter out) {
        out.println(report.stage() + " " + report.session() + ": " + report.log());
        for (SeriesOutcome series : report.series()) {
            out.println("  series " + series.number() + " " + series.outcome() + " "
                    + (series.reason().isEmpty() ? String.join(", ", series.files()) : series.reason()));
        }
        for (Finding finding : report.findings()) {
            if (finding.severity() != Severity.NOTE) {
                out.println(finding.severity() + " " + finding.path().orElse("") + " " + finding.evidence() + " "
                        + finding.remedy());
            }
        }
        out.println("commit " + report.resultCommit());
        out.flush();
    }
}
