// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.route;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bidsforge.core.bids.SeriesContext;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;

/** Collects the facts of a session from its objects' headers. */
public final class FactsCollector {
    private final Set<String> studyDescriptions = new LinkedHashSet<>();
    private final Set<String> patientIds = new LinkedHashSet<>();
    private final Set<String> dates = new LinkedHashSet<>();
    private final Set<SeriesContext> series = new LinkedHashSet<>();

    public void add(DataSet header) {
        header.getString(Tag.STUDY_DESCRIPTION).ifPresent(studyDescriptions::add);
        header.getString(Tag.PATIENT_ID).ifPresent(patientIds::add);
        header.getString(Tag.STUDY_DATE)
                .or(() -> header.getString(Tag.SERIES_DATE))
                .or(() -> header.getString(Tag.ACQUISITION_DATE))
                .ifPresent(dates::add);
        List<String> imageType = header.getStrings(Tag.IMAGE_TYPE);
        series.add(SeriesContext.of(
                header.getString(Tag.PROTOCOL_NAME).orElse(""),
                header.getString(Tag.SERIES_DESCRIPTION).orElse(""),
                imageType));
    }

    public Facts facts() {
        return new Facts(studyDescriptions, patientIds, dates, new ArrayList<>(series));
    }
}
