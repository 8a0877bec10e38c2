// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.source;

import java.nio.file.Path;
import java.util.Comparator;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;

/** One DICOM object: where it lies, and the few values by which it is sorted. */
record ScanObject(
        Path file,
        String name,
        String sopInstanceUid,
        int instanceNumber,
        String acquired,
        DataSet header,
        GrowingVariety variety) {

    /** The order in which a series' objects are worked on: the same wherever the files come from. */
    static final Comparator<ScanObject> ORDER =
            Comparator.comparingInt(ScanObject::instanceNumber).thenComparing(ScanObject::sopInstanceUid);

    private static final GrowingVariety NOTHING = new GrowingVariety();

    static ScanObject of(DicomInputs.Found found, DataSet header) {
        return new ScanObject(
                found.file(),
                found.name(),
                header.getString(Tag.SOP_INSTANCE_UID).orElse(""),
                header.getInt(Tag.INSTANCE_NUMBER).orElse(0),
                Acquired.of(header),
                header,
                GrowingVariety.of(found, header));
    }

    String seriesUid() {
        return header.getString(Tag.SERIES_INSTANCE_UID).orElse("");
    }

    String patient() {
        return header.getString(Tag.PATIENT_ID).orElse("");
    }

    /** The same object without the header, which only one object per series has to keep. */
    ScanObject withoutHeader() {
        return new ScanObject(file, name, sopInstanceUid, instanceNumber, acquired, new DataSet(), NOTHING);
    }
}
