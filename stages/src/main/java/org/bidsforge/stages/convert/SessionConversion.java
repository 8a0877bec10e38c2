// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bidsforge.core.bids.BidsSchema;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.stages.dcm2niix.Dcm2niix;
import org.bidsforge.stages.dcm2niix.Json;
import org.bidsforge.stages.naming.NamedImage;
import org.bidsforge.stages.naming.Names;
import org.bidsforge.stages.naming.SessionNaming;
import org.bidsforge.stages.physio.Physio;
import org.bidsforge.stages.rules.RuleSet;
import org.bidsforge.stages.schema.SchemaFindings;
import org.bidsforge.stages.schema.SessionScope;
import org.bidsforge.stages.sidecar.Sidecars;
import org.bidsforge.stages.source.Series;
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
        try (Draft draft = Draft.open(dataset, visit.session().toString());
                SourceArchives archives =
                        SourceArchives.begin(draft, request.sourcedata() ? visit.series() : List.of())) {
            Names names = new SessionNaming(schema, visit.session(), rules)
                    .name(new SessionImages(dcm2niix, draft).convert(visit));
            List<Finding> findings = new ArrayList<>(known);
            findings.addAll(JoinedObjects.findings(visit.series()));
            for (Series series : visit.series()) {
                WholeVolumes.finding(series).ifPresent(findings::add);
            }
            findings.addAll(names.findings());
            for (NamedImage image : names.images()) {
                findings.addAll(SliceTimes.mend(image));
                findings.addAll(TruthChecks.of(image));
            }
            Physio physio = new Physio(schema);
            physio.read(visit.series(), names.images());
            physio.readLogs(visit.logs(), names.images());
            findings.addAll(physio.findings());
            Publication.Changes changes = new Publication.Changes(List.of(), List.of(), List.of());
            if (!names.images().isEmpty()) {
                recordings(physio, draft);
                Sidecars.Made made = write(names, draft);
                archives.write(names.images(), draft);
                DatasetLock alone = DraftFolder.alone(dataset);
                try (alone) {
                    findings.addAll(complete(visit, names, made, draft));
                    changes = new Publication(dataset, schema, visit.session(), draft).run();
                }
            }
            return new Conversion(
                    new SessionReport(visit, names, findings, physio.files()).write(versions, request.pictures()),
                    changes.files(),
                    changes.removed(),
                    changes.replaced(),
                    changes.files().stream().filter(rules::isSensitive).collect(Collectors.toSet()));
        }
    }

    private static void recordings(Physio physio, Draft draft) throws IOException {
        for (Map.Entry<String, String> file : physio.contents().entrySet()) {
            if (file.getKey().endsWith(".gz")) {
                byte[] table = file.getValue().getBytes(StandardCharsets.UTF_8);
                ReproducibleGzip.compress(
                        new ByteArrayInputStream(table), Files.newOutputStream(draft.file(file.getKey())));
            } else {
                draft.text(file.getKey(), file.getValue());
            }
        }
    }

    /** Writes all that depends on this session alone. */
    private Sidecars.Made write(Names names, Draft draft) throws IOException {
        new ImageFiles(draft).write(names.images());
        SessionScope unfinished = new SessionScope(schema, names.images(), draft);
        Sidecars.Made made = new Sidecars(unfinished, rules.settings()).of(names.images());
        for (Map.Entry<String, ObjectNode> sidecar : made.sidecars().entrySet()) {
            draft.text(sidecar.getKey().replace(".nii.gz", ".json"), Json.write(sidecar.getValue()));
        }
        for (Map.Entry<String, String> table : made.tables().entrySet()) {
            draft.text(table.getKey(), table.getValue());
        }
        return made;
    }

    /** Writes what other sessions share, and gives what the schema has to say about all of it. */
    private List<Finding> complete(Visit visit, Names names, Sidecars.Made made, Draft draft) throws IOException {
        List<NamedImage> images =
                names.images().stream().filter(NamedImage::isBids).toList();
        if (!images.isEmpty()) {
            tables(visit, images, draft);
        }
        for (Map.Entry<String, String> file :
                DatasetFiles.of("Untitled dataset", schema.bidsVersion()).entrySet()) {
            if (!isThere(file.getKey())) {
                draft.text(file.getKey(), file.getValue());
            }
        }
        List<Finding> findings = new ArrayList<>(made.findings());
        // A scope remembers the files that it saw, and now there are more.
        findings.addAll(new SchemaFindings(new SessionScope(schema, names.images(), draft), Sidecars::isWithheld)
                .of(images, made.sidecars()));
        return findings;
    }

    private void tables(Visit visit, List<NamedImage> images, Draft draft) throws IOException {
        draft.text(ScansTable.path(visit.session()), ScansTable.format(visit.session(), images));
        Path participants = dataset.resolve(ParticipantsTable.PATH);
        String present = Files.exists(participants) ? Files.readString(participants) : "";
        draft.text(
                ParticipantsTable.PATH,
                ParticipantsTable.with(present, visit.session().subject(), visit.series()));
    }

    private boolean isThere(String path) {
        boolean readme = path.equals("README.md") && Files.exists(dataset.resolve("README"));
        return readme || Files.exists(dataset.resolve(path), LinkOption.NOFOLLOW_LINKS);
    }
}
