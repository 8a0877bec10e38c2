// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.deidentify;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.core.annex.AnnexKey;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Uids;
import org.bidsforge.dicom.deid.Deidentifier;
import org.bidsforge.dicom.deid.Pseudonyms;
import org.bidsforge.dicom.io.DicomFile;
import org.bidsforge.dicom.io.DicomReader;
import org.bidsforge.dicom.io.DicomWriter;
import org.bidsforge.intake.commit.Archive;
import org.bidsforge.intake.commit.Sourcedata;
import org.bidsforge.intake.pack.ArchiveMembers;
import org.bidsforge.intake.pack.ArchiveName;
import org.bidsforge.intake.pack.LeftOutList;
import org.bidsforge.intake.pack.Member;
import org.bidsforge.intake.pack.RowFacts;
import org.bidsforge.intake.pack.SeriesArchive;
import org.bidsforge.intake.pack.SeriesRow;
import org.bidsforge.intake.pack.SeriesRow.Column;
import org.bidsforge.intake.pack.SeriesTable;
import org.bidsforge.intake.spool.Folders;

/** De-identifies the objects of one series and packs them with those that were committed before. */
final class SeriesPacker {
    private final Sourcedata sourcedata;
    private final Deidentifier deidentifier;
    private final Pseudonyms pseudonyms;
    private final Gate gate;
    private final Path work;
    private final DicomReader whole = DicomReader.ofReferences();
    private final DicomReader headers = DicomReader.ofHeaders();
    private final DicomWriter writer = new DicomWriter();

    SeriesPacker(Sourcedata sourcedata, Deidentifier deidentifier, Pseudonyms pseudonyms, Gate gate, Path work) {
        this.sourcedata = sourcedata;
        this.deidentifier = deidentifier;
        this.pseudonyms = pseudonyms;
        this.gate = gate;
        this.work = work;
    }

    /** Where a series goes, and what is there already. */
    private record Place(SessionName session, SeriesTable table, Optional<SeriesRow> row) {}

    /** The packed series; nothing when objects differ from committed ones and may not replace them. */
    Optional<PackedSeries> pack(
            List<RawObject> series, SessionName session, SeriesTable table, LeftOutList leftOut, Replacing replaces)
            throws IOException {
        String uid = pseudonyms.uid(series.get(0).seriesUid());
        Place place = new Place(session, table, table.find(uid));
        Path folder = work.resolve("series");
        Folders.createPrivate(folder);
        try {
            Map<String, Member> members = committed(place, folder);
            RowFacts facts = new RowFacts();
            int added = 0;
            for (RawObject object : series) {
                object.leftOut().ifPresent(reason -> leftOut.add(uid, pseudonyms.uid(object.instanceUid()), reason));
            }
            for (Member member : deidentify(series, folder)) {
                Optional<Member> known = Optional.ofNullable(members.put(member.uid(), member));
                if (known.isPresent()
                        && replaces == Replacing.REFUSED
                        && Files.mismatch(known.get().file(), member.file()) >= 0) {
                    return Optional.empty();
                }
                added++;
            }
            if (members.isEmpty()) {
                facts.add(deidentifier.apply(headers.read(series.get(0).file())).dataSet());
            }
            List<Member> sorted = members.values().stream().sorted(Member.ORDER).toList();
            for (Member member : sorted) {
                facts.add(headers.read(member.file()).dataSet());
            }
            return Optional.of(finish(place, facts, leftOut, sorted, added));
        } finally {
            Folders.delete(folder);
        }
    }

    private Map<String, Member> committed(Place place, Path folder) throws IOException {
        Map<String, Member> members = new HashMap<>();
        Optional<String> file = place.row().flatMap(row -> row.get(Column.FILE));
        if (file.isEmpty()) {
            return members;
        }
        String path = place.session().folder() + "/" + file.get();
        AnnexKey key = sourcedata.key(path).orElseThrow(() -> new IOException("an annexed file must stand at " + path));
        try (InputStream content = sourcedata.read(key)) {
            for (Path extracted : ArchiveMembers.extract(content, key, folder)) {
                DataSet header = headers.read(extracted).dataSet();
                Member member = member(header, extracted);
                members.put(member.uid(), member);
            }
        }
        return members;
    }

    /** In the order of the objects, by as many threads as there are cores. */
    private List<Member> deidentify(List<RawObject> series, Path folder) throws IOException {
        try {
            return series.parallelStream()
                    .filter(object -> object.leftOut().isEmpty())
                    .map(object -> {
                        try {
                            return deidentify(object, folder);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Member deidentify(RawObject object, Path folder) throws IOException {
        DicomFile clean = inflated(deidentifier.apply(whole.read(object.file())));
        gate.pass(clean);
        Path file = folder.resolve(object.file().getFileName());
        writer.write(clean, file);
        return member(clean.dataSet(), file);
    }

    /** Deflated data would depend on the compressor's version. */
    private static DicomFile inflated(DicomFile file) {
        if (!file.transferSyntax().equals(Uids.DEFLATED_LITTLE_ENDIAN)) {
            return file;
        }
        return DicomFile.of(file.dataSet(), Uids.EXPLICIT_LITTLE_ENDIAN);
    }

    private static Member member(DataSet header, Path file) {
        return new Member(
                header.getInt(Tag.INSTANCE_NUMBER).orElse(0),
                header.getString(Tag.SOP_INSTANCE_UID).orElse(""),
                file);
    }

    private PackedSeries finish(Place place, RowFacts facts, LeftOutList leftOut, List<Member> members, int added)
            throws IOException {
        Map<Column, String> values = facts.values();
        if (members.isEmpty()) {
            place.row().ifPresent(row -> values.putAll(row.values()));
        }
        String uid = values.getOrDefault(Column.SERIES_UID, "");
        int left = leftOut.count(uid);
        values.put(Column.OBJECTS, Integer.toString(members.size() + left));
        values.put(Column.LEFT_OUT, Integer.toString(left));
        values.put(Column.NOTE, String.join("; ", leftOut.reasons(uid)));
        if (members.isEmpty()) {
            return new PackedSeries(new SeriesRow(values), Optional.empty(), 0);
        }
        String name = place.row()
                .flatMap(row -> row.get(Column.FILE))
                .orElseGet(() -> name(new SeriesRow(values), place.table()));
        Archive archive = archive(members, name, place.session());
        values.put(Column.FILE, name);
        values.put(Column.MD5, archive.key().md5().orElseThrow());
        return new PackedSeries(new SeriesRow(values), Optional.of(archive), added);
    }

    private static String name(SeriesRow row, SeriesTable table) {
        String protocol = row.get(Column.PROTOCOL_NAME)
                .or(() -> row.get(Column.SERIES_DESCRIPTION))
                .orElse("");
        return ArchiveName.free(ArchiveName.stem(row.number(Column.SERIES_NUMBER), protocol), table);
    }

    private Archive archive(List<Member> members, String name, SessionName session) throws IOException {
        Path file = work.resolve(name);
        try (SeriesArchive archive = new SeriesArchive(file)) {
            for (Member member : members) {
                archive.add(member.file());
                // The archive has it: a big session need not lie here twice.
                Files.delete(member.file());
            }
            return new Archive(session.folder() + "/" + name, archive.finish(name), file);
        }
    }
}
