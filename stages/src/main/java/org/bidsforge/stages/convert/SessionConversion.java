// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bidsforge.core.bids.BidsSchema;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.stages.dcm2niix.Dcm2niix;
import org.bidsforge.stages.dcm2niix.Json;
import org.bidsforge.stages.naming.NamedImage;
import org.bidsforge.stages.naming.Names;
import org.bidsforge.stages.naming.SessionNaming;
import org.bidsforge.stages.rules.RuleSet;
import org.bidsforge.stages.schema.SchemaFindings;
import org.bidsforge.stages.schema.SessionScope;
import org.bidsforge.stages.sidecar.Sidecars;
import org.bidsforge.stages.source.Visit;
import org.bidsforge.stages.tables.DatasetFiles;
import org.bidsforge.stages.tables.ParticipantsTable;
import org.bidsforge.stages.tables.ScansTable;

/** Converts one session into a dataset. */
final class SessionConversion {
    private final Dcm2niix dcm2niix;
    private final BidsSchema schema;
    private final RuleSet rules;
    private final Path dataset;

    SessionConversion(Dcm2niix dcm2niix, BidsSchema schema, RuleSet rules, Path dataset) {
        this.rules = rules;
        this.dcm2niix = dcm2niix;
        this.schema = schema;
        this.dataset = dataset;
    }

    /** {@code known} are findings about the inputs; {@code versions} go into the report. */
    Conversion run(Visit visit, List<Finding> known, Map<String, String> versions, ConvertRequest request)
            throws IOException, InterruptedException {
        try (Draft draft = Draft.open(dataset, visit.session().toString())) {
            Names names = new SessionNaming(schema, visit.session(), rules)
                    .name(new SessionImages(dcm2niix, draft.scratch()).convert(visit));
            List<Finding> findings = new ArrayList<>(known);
            findings.addAll(JoinedObjects.findings(visit.series()));
            findings.addAll(names.findings());
            for (NamedImage image : names.images()) {
                findings.addAll(TruthChecks.of(image));
            }
            List<String> files = List.of();
            List<String> removed = List.of();
            if (!names.images().isEmpty()) {
                Set<String> before = earlierFiles(visit);
                findings.addAll(write(visit, names, draft));
                if (request.sourcedata()) {
                    new SourceArchives(draft).write(names.images());
                }
                files = draft.publish();
                removed = remove(before, new HashSet<>(files));
            }
            return new Conversion(
                    new SessionReport(visit, names, findings).write(versions, request.pictures()), files, removed);
        }
    }

    /** Writes everything and gives what the schema has to say about it. */
    private List<Finding> write(Visit visit, Names names, Draft draft) throws IOException {
        new ImageFiles(draft).write(names.images());
        SessionScope unfinished = new SessionScope(schema, names.images(), draft);
        Sidecars.Made made = new Sidecars(unfinished, rules.settings()).of(names.images());
        for (Map.Entry<String, ObjectNode> sidecar : made.sidecars().entrySet()) {
            draft.text(sidecar.getKey().replace(".nii.gz", ".json"), Json.write(sidecar.getValue()));
        }
        for (Map.Entry<String, String> table : made.tables().entrySet()) {
            draft.text(table.getKey(), table.getValue());
        }
        draft.text(ScansTable.path(visit.session()), ScansTable.format(visit.session(), names.images()));
        Path participants = dataset.resolve(ParticipantsTable.PATH);
        String present = Files.exists(participants) ? Files.readString(participants) : "";
        draft.text(
                ParticipantsTable.PATH,
                ParticipantsTable.with(present, visit.session().subject(), visit.series()));
        for (Map.Entry<String, String> file :
                DatasetFiles.of("Untitled dataset", schema.bidsVersion()).entrySet()) {
            if (!isThere(file.getKey())) {
                draft.text(file.getKey(), file.getValue());
            }
        }
        List<Finding> findings = new ArrayList<>(made.findings());
        // A scope remembers the files that it saw, and now there are more.
        findings.addAll(new SchemaFindings(new SessionScope(schema, names.images(), draft), Sidecars::isWithheld)
                .of(names.images(), made.sidecars()));
        return findings;
    }

    private boolean isThere(String path) {
        boolean readme = path.equals("README.md") && Files.exists(dataset.resolve("README"));
        return readme || Files.exists(dataset.resolve(path), LinkOption.NOFOLLOW_LINKS);
    }

    /** What the last conversion of this session made, as far as its table tells. */
    private Set<String> earlierFiles(Visit visit) throws IOException {
        Path table = dataset.resolve(ScansTable.path(visit.session()));
        Set<String> files = new TreeSet<>();
        if (Files.exists(table)) {
            for (String file : ScansTable.files(Files.readString(table))) {
                files.add(visit.session().folder() + "/" + file);
            }
        }
        return files;
    }

    private List<String> remove(Set<String> before, Set<String> now) throws IOException {
        List<String> removed = new ArrayList<>();
        for (String image : before) {
            for (String path : new Companions(schema).of(image)) {
                if (!now.contains(path) && Files.deleteIfExists(dataset.resolve(path))) {
                    removed.add(path);
                }
            }
        }
        return removed;
    }
}
