// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.pack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bidsforge.intake.pack.SeriesRow.Column;

/** The table of a session's series: tab-separated, one row per series, sorted by number and UID. */
public record SeriesTable(List<SeriesRow> rows) {
    private static final Comparator<SeriesRow> ORDER = Comparator.comparingInt(
                    (SeriesRow row) -> row.number(Column.SERIES_NUMBER))
            .thenComparing(SeriesRow::seriesUid);

    public SeriesTable {
        rows = rows.stream().sorted(ORDER).toList();
    }

    public static SeriesTable empty() {
        return new SeriesTable(List.of());
    }

    /** Reads a table that this class wrote; columns are found by their headings. */
    public static SeriesTable parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty()) {
            return empty();
        }
        List<String> headings = cells(lines.get(0));
        List<SeriesRow> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = cells(line);
            Map<Column, String> values = new EnumMap<>(Column.class);
            for (Column column : Column.values()) {
                int index = headings.indexOf(heading(column));
                if (index >= 0 && index < cells.size()) {
                    values.put(column, cells.get(index));
                }
            }
            rows.add(new SeriesRow(values));
        }
        return new SeriesTable(rows);
    }

    private static List<String> cells(String line) {
        return Arrays.asList(line.split("\t", -1));
    }

    private static String heading(Column column) {
        return column.name().toLowerCase(Locale.ROOT);
    }

    public String format() {
        StringBuilder text = new StringBuilder();
        text.append(Arrays.stream(Column.values()).map(SeriesTable::heading).collect(Collectors.joining("\t")));
        text.append('\n');
        for (SeriesRow row : rows) {
            text.append(Arrays.stream(Column.values()).map(row::text).collect(Collectors.joining("\t")));
            text.append('\n');
        }
        return text.toString();
    }

    public Optional<SeriesRow> find(String seriesUid) {
        return rows.stream().filter(row -> row.seriesUid().equals(seriesUid)).findFirst();
    }

    /** The table with this row in place of the one of the same series. */
    public SeriesTable with(SeriesRow row) {
        List<SeriesRow> others = new ArrayList<>(rows.stream()
                .filter(other -> !other.seriesUid().equals(row.seriesUid()))
                .toList());
        others.add(row);
        return new SeriesTable(others);
    }

    public boolean usesFile(String file) {
        return rows.stream().anyMatch(row -> row.text(Column.FILE).equals(file));
    }
}
