// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.source;

import java.util.List;
import java.util.Map;
import org.bidsforge.core.pipeline.SeriesOutcome;
import org.bidsforge.stages.tsv.Tsv;

/**
 * A series that the intake received and kept back, as the table of series in sourcedata tells.
 *
 * @param studyUid the study it belongs to
 * @param reason why nothing of it may leave the intake
 */
public record Withheld(String studyUid, int number, String description, int objects, String reason) {
    /** What the names of such tables end with. */
    static final String TABLE = "_series.tsv";

    /** The series of a table that have no archive. */
    static List<Withheld> of(String table) {
        return Tsv.parse(table).rows().stream()
                .filter(row -> Tsv.MISSING.equals(row.get("file"))
                        && !text(row, "study_uid").isEmpty())
                .map(row -> new Withheld(
                        text(row, "study_uid"),
                        number(row, "series_number"),
                        description(row),
                        number(row, "objects"),
                        text(row, "note")))
                .toList();
    }

    private static String description(Map<String, String> row) {
        String description = text(row, "series_description");
        return description.isEmpty() ? text(row, "protocol_name") : description;
    }

    private static String text(Map<String, String> row, String column) {
        String value = row.getOrDefault(column, Tsv.MISSING);
        return value.equals(Tsv.MISSING) ? "" : value;
    }

    private static int number(Map<String, String> row, String column) {
        String value = text(row, column);
        return value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : 0;
    }

    public SeriesOutcome outcome() {
        return new SeriesOutcome(
                number,
                description,
                objects,
                SeriesOutcome.Word.SKIPPED.label(),
                List.of(),
                "Kept back by the intake: " + (reason.isEmpty() ? "see its table of series" : reason) + ".");
    }
}
