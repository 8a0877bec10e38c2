// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bidsforge.core.bids.BidsSchema;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.stages.naming.ConvertedSeries;
import org.bidsforge.stages.naming.Fate;
import org.bidsforge.stages.naming.NamedImage;
import org.bidsforge.stages.naming.Names;
import org.bidsforge.stages.naming.SessionNaming;
import org.bidsforge.stages.naming.Trace;
import org.bidsforge.stages.physio.Physio;
import org.bidsforge.stages.rules.RuleSet;
import org.bidsforge.stages.rules.SidecarSetting;
import org.bidsforge.stages.source.Collected;
import org.bidsforge.stages.source.DicomInputs;
import org.bidsforge.stages.source.Series;
import org.bidsforge.stages.source.SeriesRow;
import org.bidsforge.stages.source.Visit;
import org.bidsforge.stages.source.Visits;
import org.bidsforge.stages.tables.ScansTable;

/** Says from the headers alone what a conversion would make; writes nothing and starts no program. */
public final class Planner {
    private final BidsSchema schema;

    public Planner(BidsSchema schema) {
        this.schema = schema;
    }

    /** What the inputs told before they were sorted into visits. */
    private record Known(List<Finding> findings, Map<Path, String> members) {
        List<String> objects(Series series) {
            return series.files().stream()
                    .map(file -> members.getOrDefault(file, file.toString()))
                    .sorted()
                    .toList();
        }
    }

    /** One plan for each session; one that says why, where there is none. */
    public List<Plan> plan(ConvertRequest request) throws IOException {
        return plan(request, request.ruleSet(schema));
    }

    /** As the other, by these rules. */
    public List<Plan> plan(ConvertRequest request, RuleSet rules) throws IOException {
        Path scratch = Files.createTempDirectory("bidsforge-plan-");
        try {
            DicomInputs inputs = new DicomInputs(scratch);
            Collected collected = inputs.collect(request.inputs());
            List<Finding> findings = InputFindings.of(collected);
            Map<String, String> given = new HashMap<>();
            request.subject().ifPresent(label -> given.put("subject", label));
            request.session().ifPresent(label -> given.put("session", label));
            Visits.Sorted sorted = Visits.of(given, subject -> Converter.sessions(request.dataset(), subject))
                    .by(request.grouping())
                    .sort(collected);
            InputFindings.unclearLogs(collected, sorted).ifPresent(findings::add);
            List<Plan> plans = new ArrayList<>();
            for (String reason : sorted.undecided()) {
                plans.add(new Plan("", List.of(), List.of(), findings, reason));
            }
            Known known = new Known(findings, inputs.members());
            for (Visit visit : sorted.visits()) {
                plans.add(plan(visit, rules, request.dataset(), known));
            }
            return plans;
        } finally {
            delete(scratch);
        }
    }

    private Plan plan(Visit visit, RuleSet rules, Path dataset, Known known) throws IOException {
        List<ConvertedSeries> expected =
                visit.series().stream().map(ExpectedImages::of).toList();
        Names names = new SessionNaming(schema, visit.session(), rules).name(expected);
        Map<String, List<String>> files = new TreeMap<>();
        for (NamedImage image : names.images()) {
            files.computeIfAbsent(image.series().uid(), uid -> new ArrayList<>())
                    .add(image.path());
        }
        Physio physio = new Physio(schema);
        physio.read(visit.series(), names.images());
        physio.readLogs(visit.logs(), names.images());
        files.putAll(physio.files());
        Map<String, String> reasons = new HashMap<>();
        for (Fate fate : names.others()) {
            reasons.put(fate.series().uid(), fate.reason());
        }
        physio.files().keySet().forEach(reasons::remove);
        List<Plan.Row> rows = new ArrayList<>();
        int filesTillNow = 0;
        for (Series series : visit.series()) {
            rows.add(new Plan.Row(
                    SeriesRow.of(series, filesTillNow),
                    series,
                    known.objects(series),
                    files.getOrDefault(series.uid(), List.of()).stream()
                            .sorted()
                            .toList(),
                    reasons.getOrDefault(series.uid(), ""),
                    names.traces().getOrDefault(series.uid(), new Trace("", List.of()))));
            filesTillNow += series.files().size();
        }
        List<Finding> findings = new ArrayList<>(known.findings());
        findings.addAll(JoinedObjects.findings(visit.series()));
        findings.addAll(names.findings());
        findings.addAll(physio.findings());
        return new Plan(
                visit.session().toString(),
                rows,
                changes(visit, names, rules, dataset, physio.contents().keySet()),
                findings,
                "");
    }

    private List<Plan.Change> changes(Visit visit, Names names, RuleSet rules, Path dataset, Set<String> recordings)
            throws IOException {
        TreeSet<String> planned = new TreeSet<>(recordings);
        for (NamedImage image : names.images()) {
            planned.add(image.path());
            planned.add(image.beside(".json"));
            if (image.is("dwi", "dwi")) {
                planned.add(image.beside(".bval"));
                planned.add(image.beside(".bvec"));
            }
            for (SidecarSetting setting : rules.settings()) {
                boolean ours = image.isBids() && setting.isFor(image.datatype(), image.name());
                if (ours && setting.volumes().isPresent()) {
                    new Companions(schema).context(image.path()).ifPresent(planned::add);
                }
                if (ours && !setting.events().isEmpty()) {
                    new Companions(schema).events(image.path()).ifPresent(planned::add);
                }
            }
        }
        Map<String, Plan.Change> changes = new TreeMap<>();
        Path table = dataset.resolve(ScansTable.path(visit.session()));
        if (names.images().stream().anyMatch(NamedImage::isBids)) {
            planned.add(ScansTable.path(visit.session()));
        }
        if (Files.exists(table)) {
            for (String file : ScansTable.files(Files.readString(table))) {
                String path = visit.session().folder() + "/" + file;
                changes.put(path, new Plan.Change('-', path));
            }
        }
        for (String path : planned) {
            boolean there = Files.exists(dataset.resolve(path), LinkOption.NOFOLLOW_LINKS);
            changes.put(path, new Plan.Change(there ? '=' : '+', path));
        }
        return List.copyOf(changes.values());
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
