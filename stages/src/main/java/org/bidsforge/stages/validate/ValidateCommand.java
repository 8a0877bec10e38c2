// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.validate;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.bidsforge.core.config.Environment;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.Severity;
import org.bidsforge.core.pipeline.StageReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bidsforge validate}. */
@Command(
        name = "validate",
        description = "Checks a dataset with the BIDS validator.",
        footer = "Exit code 0: valid; 7: errors. Next, when it is valid: commit it, or bidsforge record DIR",
        mixinStandardHelpOptions = true)
public final class ValidateCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", arity = "0..1", description = "The dataset.")
    private @Nullable Path dataset;

    @Option(names = "--bids", paramLabel = "DIR", description = "The dataset, as the other stages name it.")
    private @Nullable Path bids;

    @Option(names = "--junit", paramLabel = "FILE", description = "Write the result as JUnit XML too.")
    private @Nullable Path junit;

    @Option(names = "--json", description = "Print the report as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = dataset != null ? dataset : bids;
        if (folder == null || !Files.isDirectory(folder)) {
            throw new ParameterException(
                    spec.commandLine(), "DIR must be the folder of a dataset: " + folder + ". Name one.");
        }
        Validation validation =
                Validation.of(folder, Environment.of(System.getenv()).toolbox());
        if (junit != null) {
            Files.writeString(junit, validation.junit());
        }
        PrintWriter out = spec.commandLine().getOut();
        StageReport report = validation.report();
        if (json) {
            out.print(report.toJson());
        } else {
            print(report, out);
        }
        out.flush();
        return report.outcome().exitCode();
    }

    private static void print(StageReport report, PrintWriter out) {
        int notes = 0;
        for (Finding finding : report.findings()) {
            if (finding.severity() == Severity.NOTE) {
                notes++;
                continue;
            }
            out.println(finding.severity() + " " + finding.path().orElse("") + ": " + finding.evidence());
            out.println("        " + finding.remedy());
        }
        out.println(report.log() + (notes > 0 ? " " + notes + " recommended fields are missing (see --json)." : ""));
    }
}
