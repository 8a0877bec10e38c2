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
import org.bidsforge.core.config.Environment;
import org.bidsforge.core.pipeline.ExitCode;
import org.bidsforge.core.pipeline.StageReport;
import org.bidsforge.stages.convert.Conversion;
import org.bidsforge.stages.convert.ConvertRequest;
import org.bidsforge.stages.convert.Converter;
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
            description = "dcm2niix, or none to look only.")
    private String converter = "dcm2niix";

    @Option(
            names = {"-g", "--grouping"},
            paramLabel = "HOW",
            description =
                    "Which series are one visit: those of a studyUID, of an accession_number, or all of a patient.")
    private String grouping = "studyUID";

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        int exitCode = ExitCode.OK.code();
        for (ConvertRequest request : requests()) {
            if (converter.equals("none")) {
                out.print(Converter.preview(
                        request, Environment.of(System.getenv()).toolbox()));
                continue;
            }
            Converter tool = Converter.of(Environment.of(System.getenv()).toolbox());
            for (Conversion conversion : tool.convert(request)) {
                StageReport report = conversion.report();
                exitCode = Math.max(exitCode, report.outcome().exitCode());
                out.println((report.session().isEmpty() ? "" : report.session() + ": ") + report.log());
            }
        }
        out.flush();
        spec.commandLine().getErr().println("Next: bidsforge validate " + outdir);
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
            String label = subject.replaceAll("[^0-9A-Za-z+]", "");
            List<Path> inputs = new ArrayList<>(files);
            if (template != null) {
                inputs.addAll(PathTemplate.files(template, subject, Optional.ofNullable(session)));
            }
            if (inputs.isEmpty()) {
                throw new ParameterException(spec.commandLine(), "No file is where -d says for subject " + subject);
            }
            requests.add(request(inputs, Optional.of(label)));
        }
        return requests;
    }

    private ConvertRequest request(List<Path> inputs, Optional<String> subject) {
        Optional<Path> rules = heuristic.equals("reproin") ? Optional.empty() : Optional.of(Path.of(heuristic));
        return new ConvertRequest(inputs, outdir, subject, Optional.ofNullable(session), rules, false)
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
