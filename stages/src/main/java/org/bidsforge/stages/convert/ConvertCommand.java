// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bidsforge.core.bids.BidsSchema;
import org.bidsforge.core.config.Environment;
import org.bidsforge.core.config.Toolbox;
import org.bidsforge.core.pipeline.ExitCode;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.SeriesOutcome;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.StageReport;
import org.bidsforge.stages.record.LocalDataset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bidsforge convert}. */
@Command(
        name = "convert",
        description = "Converts DICOM to BIDS: ReproIn names, images, sidecars and tables, every series accounted for.",
        footer = "Next: bidsforge validate DIR",
        mixinStandardHelpOptions = true)
public final class ConvertCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(
            paramLabel = "DICOM",
            arity = "1..*",
            description = "Folders, files, tar, tgz and zip archives, gzipped objects, a DICOMDIR.")
    @SuppressWarnings("NullAway.Init")
    private List<Path> inputs;

    @Option(names = "--bids", paramLabel = "DIR", required = true, description = "The dataset; made when missing.")
    @SuppressWarnings("NullAway.Init")
    private Path dataset;

    @Option(names = "--subject", paramLabel = "LABEL", description = "The subject (default: from the PatientID).")
    private @Nullable String subject;

    @Option(names = "--session", paramLabel = "LABEL", description = "The session (default: from the protocol names).")
    private @Nullable String session;

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description =
                    "Rules, or one of reproin, guess, bids_ME, convertall (default: DIR/.bidsforge/rules.yml, else ReproIn"
                            + " names, then guesses).")
    private @Nullable Path rules;

    @Option(names = "--sourcedata", description = "Also pack each series' objects into DIR/sourcedata.")
    private boolean sourcedata;

    @Option(
            names = "--datalad",
            description = "Make DIR a DataLad dataset unless it is one, and save each session in a commit of its own.")
    private boolean datalad;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Also write the report as one HTML page, with pictures.")
    private @Nullable Path reportPage;

    @Option(names = "--dry-run", description = "Show the planned tree against the present one; write nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print the report as JSON, one for each session.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ConvertRequest request = new ConvertRequest(
                inputs,
                dataset,
                Optional.ofNullable(subject),
                Optional.ofNullable(session),
                Optional.ofNullable(rules),
                reportPage != null);
        if (sourcedata) {
            request = request.withSourcedata();
        }
        PrintWriter out = spec.commandLine().getOut();
        if (dryRun) {
            return plan(request, out);
        }
        int exitCode = ExitCode.OK.code();
        Toolbox toolbox = Environment.of(System.getenv()).toolbox();
        Converter converter = Converter.of(toolbox);
        Optional<LocalDataset> local = datalad ? Optional.of(LocalDataset.open(dataset, toolbox)) : Optional.empty();
        List<StageReport> reports = new ArrayList<>();
        for (Conversion conversion : converter.convert(request)) {
            StageReport report = conversion.report();
            reports.add(report);
            exitCode = Math.max(exitCode, report.outcome().exitCode());
            if (json) {
                out.print(report.withoutPictures().toJson());
            } else {
                print(report, out);
            }
            tellChanges(conversion);
            if (local.isPresent() && !conversion.files().isEmpty()) {
                save(conversion, local.get());
            }
        }
        out.flush();
        if (reportPage != null) {
            write(reportPage, ReportPage.html(reports));
            spec.commandLine().getErr().println("Wrote the report to " + reportPage + ".");
        }
        if (exitCode == ExitCode.OK.code()) {
            spec.commandLine().getErr().println("Next: bidsforge validate " + dataset);
        }
        return exitCode;
    }

    private void save(Conversion conversion, LocalDataset local) throws IOException, InterruptedException {
        SessionName name = SessionName.parse(conversion.report().session());
        LocalDataset.Session made = new LocalDataset.Session(
                name,
                conversion.report(),
                conversion.files(),
                conversion.removed(),
                conversion.sensitive(),
                sourcedata);
        DatasetLock alone = DatasetLock.take(local.gitFolder().resolve("bidsforge"));
        try (alone) {
            String saved = local.save(made)
                    .map(commit -> "Saved " + name + " in commit " + commit + ".")
                    .orElse(name + " was saved before as it is.");
            spec.commandLine().getErr().println(saved);
        }
    }

    private int plan(ConvertRequest request, PrintWriter out) throws IOException {
        BidsSchema schema =
                BidsSchema.read(Environment.of(System.getenv()).toolbox().requireSchema());
        List<Plan> plans = new Planner(schema).plan(request);
        if (json) {
            out.print(PlanPrinter.json(plans));
        } else {
            plans.forEach(plan -> PlanPrinter.difference(plan, out));
        }
        out.flush();
        if (plans.isEmpty()) {
            spec.commandLine().getErr().println("No DICOM object was found. Name a folder that holds some.");
            return ExitCode.DATA_INVALID.code();
        }
        boolean open = plans.stream().anyMatch(plan -> !plan.problem().isEmpty());
        return open ? ExitCode.NEEDS_PERSON.code() : ExitCode.OK.code();
    }

    private static void write(Path page, String html) throws IOException {
        try {
            Files.writeString(page, html);
        } catch (IOException problem) {
            if (Files.isRegularFile(page)) {
                Files.delete(page);
            }
            throw new IOException("Writing the report to " + page + ": " + problem.getMessage(), problem);
        }
    }

    /** Nothing that somebody wrote by hand goes away unheard. */
    private void tellChanges(Conversion conversion) {
        PrintWriter err = spec.commandLine().getErr();
        if (!conversion.replaced().isEmpty()) {
            err.println(
                    "Replaced, as they were not what this conversion makes (what people add to sidecars belongs under"
                            + " sidecars: in the rules):");
            conversion.replaced().forEach(path -> err.println("  " + path));
        }
        if (!conversion.removed().isEmpty()) {
            err.println("Removed, as an earlier conversion of the session had made them and this one does not:");
            conversion.removed().forEach(path -> err.println("  " + path));
        }
    }

    private static void print(StageReport report, PrintWriter out) {
        out.println((report.session().isEmpty() ? "" : report.session() + ": ") + report.log());
        for (SeriesOutcome series : report.series()) {
            out.printf("  %4d  %-11s %s%n", series.number(), series.outcome(), series.description());
            series.files().forEach(file -> out.println("                    " + file));
            if (!series.reason().isEmpty()) {
                out.println("                    " + series.reason());
            }
        }
        for (Finding finding : report.findings()) {
            out.println(finding.severity() + " " + finding.code()
                    + finding.path().map(path -> " " + path).orElse("") + ": " + finding.evidence());
            out.println("        " + finding.remedy());
        }
    }
}
