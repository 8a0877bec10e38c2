// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.tsv;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A table as BIDS writes it: tabs, LF, a header line, {@code n/a} for what is missing. */
public final class Tsv {
    public static final String MISSING = "n/a";

    private static final Pattern TAB = Pattern.compile("\t");
    private static final Pattern NOT_IN_A_CELL = Pattern.compile("[\t\r\n]+");

    private final List<String> columns;
    private final List<Map<String, String>> rows;

    private Tsv(List<String> columns, List<Map<String, String>> rows) {
        this.columns = columns;
        this.rows = rows;
    }

    public static Tsv of(String... columns) {
        return new Tsv(new ArrayList<>(List.of(columns)), new ArrayList<>());
    }

    /** Reads what another program may have written: CRLF, a byte order mark, short lines. */
    public static Tsv parse(String text) {
        List<String> lines = text.replace("\uFEFF", "")
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        if (lines.isEmpty()) {
            return of();
        }
        List<String> columns = new ArrayList<>(List.of(TAB.split(lines.get(0), -1)));
        Tsv table = new Tsv(columns, new ArrayList<>());
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = TAB.split(line, -1);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < Math.min(cells.length, columns.size()); i++) {
                row.put(columns.get(i), cells[i]);
            }
            table.rows.add(row);
        }
        return table;
    }

    public void addColumn(String name) {
        if (!columns.contains(name)) {
            columns.add(name);
        }
    }

    public void addRow(Map<String, String> cells) {
        rows.add(new LinkedHashMap<>(cells));
    }

    public List<Map<String, String>> rows() {
        return Collections.unmodifiableList(rows);
    }

    /** Fills cells of the row with this value in the first column; cells that say something already stay. */
    public void complete(String firstCell, Map<String, String> cells) {
        String key = columns.get(0);
        Map<String, String> row = rows.stream()
                .filter(one -> firstCell.equals(one.get(key)))
                .findFirst()
                .orElseGet(() -> {
                    Map<String, String> added = new LinkedHashMap<>(Map.of(key, firstCell));
                    rows.add(added);
                    return added;
                });
        cells.forEach((column, value) -> {
            addColumn(column);
            String known = row.getOrDefault(column, MISSING);
            if (known.isBlank() || known.equals(MISSING)) {
                row.put(column, value);
            }
        });
    }

    public void keep(Predicate<Map<String, String>> wanted) {
        rows.removeIf(wanted.negate());
    }

    public void sortByFirstColumn() {
        String key = columns.get(0);
        rows.sort((one, other) -> one.getOrDefault(key, "").compareTo(other.getOrDefault(key, "")));
    }

    public String format() {
        StringBuilder text = new StringBuilder(String.join("\t", columns)).append('\n');
        for (Map<String, String> row : rows) {
            text.append(columns.stream().map(column -> cell(row, column)).collect(Collectors.joining("\t")))
                    .append('\n');
        }
        return text.toString();
    }

    private static String cell(Map<String, String> row, String column) {
        String value = NOT_IN_A_CELL
                .matcher(row.getOrDefault(column, ""))
                .replaceAll(" ")
                .strip();
        return value.isEmpty() ? MISSING : value;
    }
}
