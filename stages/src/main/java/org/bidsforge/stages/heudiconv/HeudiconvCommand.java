// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.heudiconv;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bidsforge.core.bids.BidsSchema;
import org.bidsforge.core.config.Environment;
import org.bidsforge.core.pipeline.ExitCode;
import org.bidsforge.core.pipeline.StageReport;
import org.bidsforge.stages.convert.Conversion;
import org.bidsforge.stages.convert.ConvertRequest;
import org.bidsforge.stages.convert.Converter;
import org.bidsforge.stages.convert.Plan;
import org.bidsforge.stages.convert.Planner;
import org.bidsforge.stages.source.Grouping;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bidsforge heudiconv}. */
@Command(
        name = "heudiconv",
        description = "Understands heudiconv's arguments and makes the same tree, but for what docs/convert.md lists.",
        footer = "Next: bidsforge validate OUTDIR",
        mixinStandardHelpOptions = true)
public final class HeudiconvCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--files", arity = "1..*", paramLabel = "DICOM", description = "Folders, files and archives.")
    private List<Path> files = List.of();

    @Option(
            names = {"-d", "--dicom_dir_template"},
            paramLabel = "TEMPLATE",
            description = "Where a subject's objects lie, with {subject} and {session}; * and ? as in a shell.")
    private @Nullable String template;

    @Option(
            names = {"-s", "--subjects"},
            arity = "1..*",
            paramLabel = "LABEL",
            description = "Subjects.")
    private List<String> subjects = List.of();

    @Option(
            names = {"-ss", "--ses"},
            paramLabel = "LABEL",
            description = "The session.")
    private @Nullable String session;

    @Option(
            names = {"-f", "--heuristic"},
            paramLabel = "NAME",
            description =
                    "reproin, bids_ME, convertall, or a rules file; bidsforge rules import makes one of a heuristic.")
    private String heuristic = "reproin";

    @Option(
            names = {"-o", "--outdir"},
            paramLabel = "DIR",
            description = "The dataset.")
    private Path outdir = Path.of(".");

    @Option(
            names = {"-b", "--bids"},
            arity = "0..*",
            description = "Always so here; accepted.")
    @SuppressWarnings("UnusedVariable")
    private @Nullable List<String> bids;

    @Option(names = "--minmeta", description = "Always so here; accepted.")
    @SuppressWarnings("UnusedVariable")
    private boolean minmeta;

    @Option(names = "--overwrite", description = "Always so here: the same input gives the same files; accepted.")
    @SuppressWarnings("UnusedVariable")
    private boolean overwrite;

    @Option(
            names = {"-c", "--converter"},
            paramLabel = "NAME",
            description = "dcm2niix, or none to look only, with --info.")
    private String converter = "dcm2niix";

    @Option(
            names = "--info",
            description = "Writes heudiconv's tables of the series into OUTDIR/.heudiconv. They name people and days.")
    private boolean info;

    @Option(
            names = {"-g", "--grouping"},
            paramLabel = "HOW",
            description =
                    "Which series are one visit: those of a studyUID, of an accession_number, or all of a patient.")
    private String grouping = "studyUID";

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        boolean look = converter.equals("none");
        int exitCode = ExitCode.OK.code();
        for (ConvertRequest request : requests()) {
            if (look || info) {
                exitCode = Math.max(exitCode, list(request, look));
            }
            if (!look) {
                exitCode = Math.max(exitCode, convert(request));
            }
        }
        out.flush();
        spec.commandLine()
                .getErr()
                .println(look ? "Next: the same without -c none" : "Next: bidsforge validate " + outdir);
        return exitCode;
    }

    /** Writes the listing of each session, as heudiconv does before it converts. */
    private int list(ConvertRequest request, boolean look) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        BidsSchema schema =
                BidsSchema.read(Environment.of(System.getenv()).toolbox().requireSchema());
        List<Plan> plans = new Planner(schema).plan(request);
        for (Plan plan : plans) {
            if (look) {
                out.print(Converter.preview(plan));
            }
            if (plan.problem().isEmpty()) {
                out.println(plan.session() + ": listed in " + new ListingFolder(outdir).write(Listing.of(plan)));
            }
        }
        if (look && plans.isEmpty()) {
            spec.commandLine().getErr().println("No DICOM object was found. Name a folder that holds some.");
            return ExitCode.DATA_INVALID.code();
        }
        return ExitCode.OK.code();
    }

    private int convert(ConvertRequest request) throws IOException, InterruptedException {
        int exitCode = ExitCode.OK.code();
        Converter tool = Converter.of(Environment.of(System.getenv()).toolbox());
        for (Conversion conversion : tool.convert(request)) {
            StageReport report = conversion.report();
            exitCode = Math.max(exitCode, report.outcome().exitCode());
            spec.commandLine()
                    .getOut()
                    .println((report.session().isEmpty() ? "" : report.session() + ": ") + report.log());
        }
        return exitCode;
    }

    /** One request for each subject; one for all where none is named. */
    List<ConvertRequest> requests() throws IOException {
        check();
        List<ConvertRequest> requests = new ArrayList<>();
        if (subjects.isEmpty()) {
            requests.add(request(files, Optional.empty()));
        }
        for (String subject : subjects) {
            List<Path> inputs = new ArrayList<>(files);
            if (template != null) {
                inputs.addAll(PathTemplate.files(template, subject, Optional.ofNullable(session)));
            }
            if (inputs.isEmpty()) {
                throw new ParameterException(spec.commandLine(), "No file is where -d says for subject " + subject);
            }
            requests.add(request(inputs, Optional.of(label(subject))));
        }
        return requests;
    }

    private static String label(String given) {
        return given.replaceAll("[^0-9A-Za-z+]", "");
    }

    private ConvertRequest request(List<Path> inputs, Optional<String> subject) {
        Optional<Path> rules = heuristic.equals("reproin") ? Optional.empty() : Optional.of(Path.of(heuristic));
        Optional<String> label = Optional.ofNullable(session).map(HeudiconvCommand::label);
        return new ConvertRequest(inputs, outdir, subject, label, rules, false)
                .withSourcedata()
                .by(Grouping.named(grouping).orElse(Grouping.STUDY));
    }

    private void check() {
        if (files.isEmpty() && (template == null || subjects.isEmpty())) {
            throw new ParameterException(spec.commandLine(), "Give --files DICOM..., or -d TEMPLATE with -s LABEL...");
        }
        if (heuristic.endsWith(".py")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "A heuristic in Python is never executed here: " + heuristic
                            + ". Translate it: bidsforge rules import " + heuristic
                            + " > rules.yml, then -f rules.yml.");
        }
        if (!List.of("dcm2niix", "none").contains(converter)) {
            throw new ParameterException(spec.commandLine(), "-c must be dcm2niix or none: " + converter);
        }
        if (Grouping.named(grouping).isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "-g must be studyUID, accession_number or all; custom is a function in Python, which is never run: "
                            + grouping);
        }
    }
}
