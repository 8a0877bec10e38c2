// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.deidentify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.SopClasses;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.deid.IdentifierCollector;
import org.bidsforge.dicom.deid.Vocabulary;
import org.bidsforge.dicom.io.DicomReader;
import org.bidsforge.intake.route.Facts;
import org.bidsforge.intake.route.FactsCollector;
import org.bidsforge.intake.spool.Batch;
import org.bidsforge.intake.spool.SpoolSession;

/** What a batch holds, by one look at every header: its objects, where it belongs, and whom it could give away. */
public final class Inventory {
    static final String BURNED_IN = "may carry burned-in text";
    static final String NO_IMAGE = "not an image series";

    private final List<RawObject> objects = new ArrayList<>();
    private final FactsCollector facts = new FactsCollector();
    private final IdentifierCollector identifiers = new IdentifierCollector(Vocabulary.ofProtocols());

    private Inventory() {}

    public static Inventory of(SpoolSession session, Batch batch) throws IOException {
        Inventory inventory = new Inventory();
        DicomReader reader = DicomReader.ofHeaders();
        try {
            batch.objects().parallelStream()
                    .map(session::file)
                    .map(file -> new Header(file, header(reader, file)))
                    .forEachOrdered(inventory::add);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return inventory;
    }

    private record Header(Path file, DataSet dataSet) {}

    private static DataSet header(DicomReader reader, Path file) {
        try {
            return reader.read(file).dataSet();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(Header read) {
        DataSet header = read.dataSet();
        facts.add(header);
        identifiers.add(header);
        objects.add(new RawObject(
                read.file(),
                header.getString(Tag.SERIES_INSTANCE_UID).orElse(""),
                header.getString(Tag.SOP_INSTANCE_UID).orElse(""),
                header.getInt(Tag.INSTANCE_NUMBER).orElse(0),
                leftOut(header)));
    }

    /** What cannot be cleaned by a program, or is no image, stays behind. */
    private static Optional<String> leftOut(DataSet header) {
        if (SopClasses.isPhysiologicalLog(header)) {
            return Optional.empty();
        }
        if (SopClasses.mayCarryBurnedInText(header)) {
            return Optional.of(BURNED_IN);
        }
        String sopClass = header.getString(Tag.SOP_CLASS_UID).orElse("");
        if (!SopClasses.isMagneticResonanceImage(sopClass) && !header.contains(Tag.ROWS)) {
            return Optional.of(NO_IMAGE);
        }
        return Optional.empty();
    }

    public List<RawObject> objects() {
        return List.copyOf(objects);
    }

    public Facts facts() {
        return facts.facts();
    }

    /** Everything that identifies someone; who asks may allow what is to be published. */
    public IdentifierCollector identifiers() {
        return identifiers;
    }
}
