// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.source;

import java.util.Locale;
import java.util.Optional;
import org.bidsforge.dicom.Tag;

/** What belongs to one visit when nobody names the session; a session never holds series of two patients. */
public enum Grouping {
    /** The series of one StudyInstanceUID. */
    STUDY("studyuid"),
    /** The series of one AccessionNumber, as when the console was restarted. */
    ACCESSION("accession_number"),
    /** All series of a patient. */
    ALL("all");

    private final String word;

    Grouping(String word) {
        this.word = word;
    }

    /** The grouping that heudiconv calls so. */
    public static Optional<Grouping> named(String wanted) {
        for (Grouping grouping : values()) {
            if (grouping.word.equals(wanted.toLowerCase(Locale.ROOT))) {
                return Optional.of(grouping);
            }
        }
        return Optional.empty();
    }

    /** Series of equal keys are of one visit; a series without an accession number goes by its study. */
    String key(Series series) {
        return switch (this) {
            case STUDY -> series.studyUid();
            case ACCESSION ->
                series.header()
                        .getString(Tag.ACCESSION_NUMBER)
                        .filter(number -> !number.isBlank())
                        .orElse(series.studyUid());
            case ALL -> "";
        };
    }
}
