// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.pack;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** One series of a session as the table shows it; a column without a value is n/a. */
public record SeriesRow(Map<Column, String> values) {
    static final String NOTHING = "n/a";

    /** The columns in their order; the name in lower case is the heading. */
    public enum Column {
        SERIES_NUMBER,
        PROTOCOL_NAME,
        SERIES_DESCRIPTION,
        MODALITY,
        IMAGE_TYPE,
        SOP_CLASS,
        /** Objects that came; those in the archive are so many less LEFT_OUT. */
        OBJECTS,
        LEFT_OUT,
        ECHO_TIME_MS,
        REPETITION_TIME_MS,
        ROWS,
        COLUMNS,
        FRAMES,
        SLICE_THICKNESS_MM,
        ACQUISITION_DATE,
        ACQUISITION_TIME,
        STUDY_UID,
        SERIES_UID,
        FILE,
        MD5,
        NOTE
    }

    public SeriesRow {
        EnumMap<Column, String> copy = new EnumMap<>(Column.class);
        values.forEach((column, value) -> {
            String clean = clean(value);
            if (!clean.isEmpty() && !clean.equals(NOTHING)) {
                copy.put(column, clean);
            }
        });
        values = Collections.unmodifiableMap(copy);
    }

    /** A cell is one line without tabs, whatever an object says. */
    private static String clean(String value) {
        return value.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}]+", " ").strip();
    }

    public Optional<String> get(Column column) {
        return Optional.ofNullable(values.get(column));
    }

    public String text(Column column) {
        return values.getOrDefault(column, NOTHING);
    }

    public String seriesUid() {
        return text(Column.SERIES_UID);
    }

    public int number(Column column) {
        try {
            return Integer.parseInt(values.getOrDefault(column, "0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
