// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bidsforge.core.bids.BidsSchema;
import org.bidsforge.core.config.Environment;
import org.bidsforge.core.pipeline.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bidsforge ls}. */
@Command(
        name = "ls",
        description = "Lists the series in DICOM inputs, one a line, with what the rules make of them.",
        footer = "Next: bidsforge convert DICOM --bids DIR --dry-run",
        mixinStandardHelpOptions = true)
public final class ListCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "DICOM", arity = "1..*", description = "Folders, files, archives, a DICOMDIR.")
    @SuppressWarnings("NullAway.Init")
    private List<Path> inputs;

    @Option(names = "--bids", paramLabel = "DIR", description = "The dataset, for its rules and earlier sessions.")
    private @Nullable Path dataset;

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "Rules (default: those of the dataset, else ReproIn).")
    private @Nullable Path rules;

    @Option(names = "--json", description = "Every field of every series, as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        BidsSchema schema =
                BidsSchema.read(Environment.of(System.getenv()).toolbox().requireSchema());
        ConvertRequest request = new ConvertRequest(
                inputs,
                dataset == null ? Path.of("a dataset that is not there") : dataset,
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(rules),
                false);
        List<Plan> plans = new Planner(schema).plan(request);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(PlanPrinter.json(plans));
        } else {
            plans.forEach(plan -> PlanPrinter.table(plan, out));
        }
        out.flush();
        if (plans.isEmpty()) {
            spec.commandLine().getErr().println("No DICOM object was found. Name a folder that holds some.");
            return ExitCode.DATA_INVALID.code();
        }
        return ExitCode.OK.code();
    }
}
