// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.tables;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bidsforge.stages.source.Series;
import org.bidsforge.stages.tsv.Tsv;

/** {@code participants.tsv}: one row for each subject; what people wrote into it stays. */
public final class ParticipantsTable {
    public static final String PATH = "participants.tsv";

    private static final Pattern YEARS = Pattern.compile("0*([0-9]{1,3})Y");
    /** Older people are rare enough to be recognised by their age; BIDS asks to write 89. */
    private static final int OLDEST = 89;

    private ParticipantsTable() {}

    /** The table with the subject's row; {@code present} is the table as it is now, empty when there is none. */
    public static String with(String present, String subject, List<Series> series) {
        Tsv table = present.isBlank() ? Tsv.of("participant_id") : Tsv.parse(present);
        Map<String, String> cells = new LinkedHashMap<>();
        cells.put("age", firstOf(series, one -> age(one.patientAge())));
        cells.put("sex", firstOf(series, one -> sex(one.patientSex())));
        table.complete("sub-" + subject, cells);
        table.sortByFirstColumn();
        return table.format();
    }

    /** One table of two: the rows of both; where both fill a cell, the first one's. */
    public static String join(String first, String second) {
        Tsv table = first.isBlank() ? Tsv.of("participant_id") : Tsv.parse(first);
        for (Map<String, String> row : Tsv.parse(second).rows()) {
            Map<String, String> cells = new LinkedHashMap<>(row);
            table.complete(Optional.ofNullable(cells.remove("participant_id")).orElse(Tsv.MISSING), cells);
        }
        table.sortByFirstColumn();
        return table.format();
    }

    /** The table with the rows of this subject only. */
    public static String only(String table, String subject) {
        Tsv all = Tsv.parse(table);
        all.keep(row -> row.containsValue("sub-" + subject));
        return all.format();
    }

    private static String firstOf(List<Series> series, Function<Series, Optional<String>> value) {
        return series.stream()
                .flatMap(one -> value.apply(one).stream())
                .findFirst()
                .orElse(Tsv.MISSING);
    }

    private static Optional<String> age(String dicomAge) {
        Matcher years = YEARS.matcher(dicomAge);
        return years.matches()
                ? Optional.of(Integer.toString(Math.min(OLDEST, Integer.parseInt(years.group(1)))))
                : Optional.empty();
    }

    private static Optional<String> sex(String dicomSex) {
        return dicomSex.matches("[FMO]") ? Optional.of(dicomSex) : Optional.empty();
    }
}
