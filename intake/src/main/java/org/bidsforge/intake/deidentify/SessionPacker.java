// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.deidentify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.dicom.deid.DeidentificationProfile;
import org.bidsforge.dicom.deid.Deidentifier;
import org.bidsforge.dicom.deid.IdentifierCollector;
import org.bidsforge.dicom.deid.IdentifierSet;
import org.bidsforge.dicom.deid.Pseudonyms;
import org.bidsforge.dicom.deid.Subject;
import org.bidsforge.dicom.deid.Vocabulary;
import org.bidsforge.intake.commit.Archive;
import org.bidsforge.intake.commit.SessionCommit;
import org.bidsforge.intake.commit.Sourcedata;
import org.bidsforge.intake.pack.LeftOutList;
import org.bidsforge.intake.pack.SeriesRow.Column;
import org.bidsforge.intake.pack.SeriesTable;
import org.bidsforge.intake.route.Routing;
import org.bidsforge.intake.spool.Folders;

/**
 * De-identifies a batch and packs it into archives, together with what the repository has of the same series. The same
 * batch upon the same repository gives the same bytes; nothing leaves the work folder here.
 */
public final class SessionPacker {
    private final Sourcedata sourcedata;
    private final Routing.Found target;
    private final Pseudonyms pseudonyms;
    private final Path work;

    /** {@code work} is a folder that is emptied first. */
    public SessionPacker(Sourcedata sourcedata, Routing.Found target, Pseudonyms pseudonyms, Path work) {
        this.sourcedata = sourcedata;
        this.target = target;
        this.pseudonyms = pseudonyms;
        this.work = work;
    }

    /** Packs the batch; {@code replaces} lets its objects take the place of committed ones. */
    public Packing pack(Inventory inventory, Replacing replaces) throws IOException {
        Folders.delete(work);
        Folders.createPrivate(work);
        SessionName session = target.session();
        SeriesTable before = SeriesTable.parse(sourcedata.text(tablePath()).orElse(""));
        LeftOutList leftOut =
                LeftOutList.parse(sourcedata.text(LeftOutList.path(session)).orElse(""));
        IdentifierSet identifiers = identifiers(inventory);
        Gate gate = new Gate(identifiers);
        SeriesPacker packer = new SeriesPacker(sourcedata, deidentifier(identifiers), pseudonyms, gate, work);
        SeriesTable table = before;
        List<Archive> archives = new ArrayList<>();
        int objects = 0;
        for (List<RawObject> series : bySeries(inventory.objects())) {
            Optional<PackedSeries> packed = packer.pack(series, session, table, leftOut, replaces);
            if (packed.isEmpty()) {
                return new Packing.Stopped("objects are in the repository already with other content");
            }
            table = table.with(packed.get().row());
            archives.addAll(packed.get().archive().stream().toList());
            objects += packed.get().added();
        }
        if (isAnotherVisit(before, table)) {
            return new Packing.Stopped("the repository has " + session
                    + " from another day: the session marker or the subject is used twice");
        }
        SessionCommit commit = commit(table, leftOut, archives, objects);
        passTexts(gate, commit);
        return gate.reason().<Packing>map(Packing.Stopped::new).orElseGet(() -> new Packing.Ready(commit));
    }

    private String tablePath() {
        return target.session().folder() + "/" + target.session() + "_series.tsv";
    }

    /**
     * What may be published by the study's own decision is no leak, although headers may hold it. A session's label is
     * not among that: it may be what somebody typed into the wrong field.
     */
    private IdentifierSet identifiers(Inventory inventory) {
        IdentifierCollector collector = inventory.identifiers();
        collector.allow(target.session().subject());
        collector.allow(target.study().investigator());
        collector.allow(target.study().study());
        return collector.toSet();
    }

    private Deidentifier deidentifier(IdentifierSet identifiers) {
        StudyName study = target.study();
        DeidentificationProfile profile =
                new DeidentificationProfile(Vocabulary.ofProtocols(), study.investigator() + "^" + study.study());
        Subject subject = new Subject(target.session().subject(), pseudonyms.dateShiftDays(target.patientId()));
        return new Deidentifier(profile, pseudonyms, subject, identifiers);
    }

    private static List<List<RawObject>> bySeries(List<RawObject> objects) {
        Map<String, List<RawObject>> series = new LinkedHashMap<>();
        objects.forEach(object -> series.computeIfAbsent(object.seriesUid(), uid -> new ArrayList<>())
                .add(object));
        return series.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }

    /** A restart of the scanner makes two studies of one visit; two visits do not share a session. */
    private static boolean isAnotherVisit(SeriesTable before, SeriesTable after) {
        Set<String> known = values(before, Column.STUDY_UID);
        Set<String> days = values(before, Column.ACQUISITION_DATE);
        boolean newStudy =
                after.rows().stream().map(row -> row.text(Column.STUDY_UID)).anyMatch(uid -> !known.contains(uid));
        return newStudy && !days.isEmpty() && !days.containsAll(values(after, Column.ACQUISITION_DATE));
    }

    private static Set<String> values(SeriesTable table, Column column) {
        return table.rows().stream().flatMap(row -> row.get(column).stream()).collect(Collectors.toSet());
    }

    private SessionCommit commit(SeriesTable table, LeftOutList leftOut, List<Archive> archives, int objects)
            throws IOException {
        SessionName session = target.session();
        SortedMap<String, String> texts = new TreeMap<>();
        texts.put(tablePath(), table.format());
        if (!leftOut.isEmpty()) {
            texts.put(LeftOutList.path(session), leftOut.format());
        }
        Optional<String> base = sourcedata.tree(session);
        String verb = "Add ";
        if (base.isPresent()) {
            verb = "Add to ";
        }
        String message =
                verb + session.folder().replace('/', ' ') + ": " + archives.size() + " series, " + objects + " objects";
        return new SessionCommit(session, base, archives, texts, message);
    }

    private void passTexts(Gate gate, SessionCommit commit) throws IOException {
        gate.pass("the commit message", commit.message());
        for (Archive archive : commit.archives()) {
            gate.pass("a file name", archive.path());
            gate.pass("an object name", sourcedata.objectName(archive.key()));
        }
        commit.texts().forEach((path, text) -> {
            gate.pass("a file name", path);
            gate.pass("the table of series", text);
        });
    }
}
