// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bidsforge.core.bids.BidsSchema;
import org.bidsforge.core.config.Toolbox;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.Outcome;
import org.bidsforge.core.pipeline.Stage;
import org.bidsforge.core.pipeline.StageReport;
import org.bidsforge.stages.dcm2niix.Dcm2niix;
import org.bidsforge.stages.rules.RuleSet;
import org.bidsforge.stages.source.Collected;
import org.bidsforge.stages.source.DicomInputs;
import org.bidsforge.stages.source.Visit;
import org.bidsforge.stages.source.Visits;

/** Turns DICOM inputs into sessions of a BIDS dataset. */
public final class Converter {
    private static final Duration PATIENCE = Duration.ofMinutes(60);

    private final Dcm2niix dcm2niix;
    private final BidsSchema schema;
    private final Map<String, String> versions = new TreeMap<>();

    private Converter(Dcm2niix dcm2niix, BidsSchema schema, String dcm2niixVersion) {
        this.dcm2niix = dcm2niix;
        this.schema = schema;
        versions.put("dcm2niix", dcm2niixVersion);
        versions.put("BIDS", schema.bidsVersion());
    }

    /** Looks the tools up and asks for their versions. */
    public static Converter of(Toolbox toolbox) throws IOException, InterruptedException {
        return of(toolbox, PATIENCE);
    }

    /** {@code patience} is how long dcm2niix may take for a study, or for a series by itself. */
    static Converter of(Toolbox toolbox, Duration patience) throws IOException, InterruptedException {
        return new Converter(
                new Dcm2niix(toolbox.require(Toolbox.Tool.DCM2NIIX), patience),
                BidsSchema.read(toolbox.requireSchema()),
                toolbox.version(Toolbox.Tool.DCM2NIIX));
    }

    /** What a conversion would do, as text for a person. */
    public static String preview(Plan plan) {
        StringWriter text = new StringWriter();
        try (PrintWriter out = new PrintWriter(text)) {
            PlanPrinter.difference(plan, out);
        }
        return text.toString();
    }

    /** One conversion for each session found; one that says why, where none was. */
    public List<Conversion> convert(ConvertRequest request) throws IOException, InterruptedException {
        RuleSet rules = request.ruleSet(schema);
        try (Draft draft = Draft.open(request.dataset(), "inputs")) {
            Collected collected = new DicomInputs(draft.scratch()).collect(request.inputs());
            List<Finding> findings = InputFindings.of(collected);
            if (collected.series().isEmpty()) {
                return List.of(nothing(
                        Outcome.FAILED_BY_DATA, findings, "No DICOM object was found. Name a folder that holds some."));
            }
            Map<String, String> given = new HashMap<>();
            request.subject().ifPresent(label -> given.put("subject", label));
            request.session().ifPresent(label -> given.put("session", label));
            Visits.Sorted sorted = Visits.of(given, subject -> sessions(request.dataset(), subject))
                    .by(request.grouping())
                    .sort(collected);
            InputFindings.unclearLogs(collected, sorted).ifPresent(findings::add);
            MixedPatients.finding(collected, request.subject()).ifPresent(findings::add);
            List<Conversion> conversions = new ArrayList<>();
            for (String reason : sorted.undecided()) {
                conversions.add(nothing(Outcome.NEEDS_PERSON, findings, reason));
            }
            SessionConversion conversion = new SessionConversion(dcm2niix, schema, rules, request.dataset());
            for (Visit visit : sorted.visits()) {
                conversions.add(run(conversion, visit, findings, request));
            }
            return conversions;
        }
    }

    /** A session that the machine cannot finish, as on a full disk, leaves the others their chance. */
    private Conversion run(SessionConversion conversion, Visit visit, List<Finding> findings, ConvertRequest request)
            throws InterruptedException {
        try {
            return conversion.run(visit, findings, versions, request);
        } catch (IOException problem) {
            return nothing(
                    Outcome.FAILED_BY_SYSTEM,
                    findings,
                    "Session " + visit.session() + " could not be finished: " + problem.getMessage()
                            + ". What was there before is unchanged or complete; convert again when this is mended.");
        }
    }

    private Conversion nothing(Outcome outcome, List<Finding> findings, String reason) {
        StageReport report = new StageReport(
                Stage.CONVERT.name(),
                "",
                "",
                "",
                "",
                outcome,
                versions,
                findings,
                List.of(),
                List.of(),
                List.of(),
                reason);
        return new Conversion(report, List.of(), List.of(), List.of(), Set.of());
    }

    static List<String> sessions(Path dataset, String subject) {
        try (Stream<Path> folders = Files.list(dataset.resolve("sub-" + subject))) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> name.startsWith("ses-"))
                    .map(name -> name.substring("ses-".length()))
                    .sorted()
                    .toList();
        } catch (IOException none) {
            return List.of();
        }
    }
}
