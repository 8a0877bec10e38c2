// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.source;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.bidsforge.core.bids.SeriesContext;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;

/**
 * The objects of one SeriesInstanceUID, in an order that does not depend on where they lay.
 *
 * @param acquired when its first object was acquired, as text that sorts; empty when no object says
 * @param header the header of the first object
 * @param files one for each object
 * @param variety in what the objects differ
 * @param parts the series that this one was joined of; empty for one that came whole
 */
public record Series(String uid, String acquired, DataSet header, List<Path> files, Variety variety, List<Part> parts) {
    /** A series that holds a part of a run only. */
    public record Part(String uid, int number, int acquisition) {}

    /** Time order; the number decides where times are missing or equal. */
    public static final Comparator<Series> ORDER = Comparator.comparing(Series::acquired)
            .thenComparingInt(Series::number)
            .thenComparing(Series::uid);

    public Series {
        files = List.copyOf(files);
        parts = List.copyOf(parts);
    }

    /** A series that came whole. */
    public Series(String uid, String acquired, DataSet header, List<Path> files, Variety variety) {
        this(uid, acquired, header, files, variety, List.of());
    }

    public int number() {
        return header.getInt(Tag.SERIES_NUMBER).orElse(0);
    }

    public String protocolName() {
        String name = text(Tag.PROTOCOL_NAME).strip();
        return name.isEmpty() ? Siemens.protocolName(header).orElse("") : text(Tag.PROTOCOL_NAME);
    }

    public String description() {
        String description = text(Tag.SERIES_DESCRIPTION);
        return description.isEmpty() ? protocolName() : description;
    }

    public String studyUid() {
        return text(Tag.STUDY_INSTANCE_UID);
    }

    public String patientId() {
        return text(Tag.PATIENT_ID);
    }

    public String patientSex() {
        return text(Tag.PATIENT_SEX);
    }

    public String patientAge() {
        return text(Tag.PATIENT_AGE);
    }

    public List<String> imageType() {
        return header.getStrings(Tag.IMAGE_TYPE);
    }

    /** Milliseconds; nothing in enhanced objects, which keep it per frame. */
    public OptionalDouble repetitionTime() {
        return header.getDouble(Tag.REPETITION_TIME);
    }

    public SeriesContext context() {
        return new SeriesContext(protocolName(), text(Tag.SERIES_DESCRIPTION), imageType(), Map.of());
    }

    /** Why no image can come of this series; empty when one can. */
    public String reasonForNoImage() {
        String noImage = NonImages.reason(text(Tag.SOP_CLASS_UID), text(Tag.MODALITY));
        if (!noImage.isEmpty()) {
            return noImage;
        }
        if (text(Tag.ROWS).isEmpty()) {
            return "The objects have no pixels.";
        }
        return "";
    }

    private String text(int tag) {
        return header.getString(tag).orElse("");
    }
}
