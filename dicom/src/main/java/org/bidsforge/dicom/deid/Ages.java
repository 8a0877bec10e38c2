// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.deid;

import java.time.LocalDate;
import java.time.Period;
import java.util.Optional;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;

/** Ages, of which those above eighty-nine count as identifying. */
final class Ages {
    static final int CAP = 89;

    private Ages() {}

    static String text(int years) {
        return String.format("%03dY", years);
    }

    /** The age at the study by the dates in the header, capped. */
    static Optional<String> computed(DataSet original) {
        Optional<LocalDate> birth = original.getString(Tag.PATIENT_BIRTH_DATE).flatMap(Dates::parse);
        Optional<LocalDate> study = original.getString(Tag.STUDY_DATE).flatMap(Dates::parse);
        if (birth.isEmpty() || study.isEmpty()) {
            return Optional.empty();
        }
        int years = Period.between(birth.get(), study.get()).getYears();
        return years < 0 || years > 130 ? Optional.empty() : Optional.of(text(Math.min(years, CAP)));
    }
}
