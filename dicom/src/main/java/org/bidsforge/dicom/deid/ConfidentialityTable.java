// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.deid;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.bidsforge.dicom.Tag;

/** Table E.1-1 of PS3.15, edition 2024b: what the basic profile and its options do to an attribute. */
public final class ConfidentialityTable {
    public static final String EDITION = "2024b";

    /**
     * One row.
     *
     * @param basic action of the basic profile, like "X" or "X/Z/D"
     * @param options action of each option that has one: K keep, C clean
     */
    public record Row(String basic, Map<Option, Character> options) {
        public Row {
            options = Map.copyOf(options);
        }

        boolean has(Option option, char action) {
            return options.getOrDefault(option, '-') == action;
        }
    }

    private record Group(int mask, int tag, Row row) {}

    private static final Map<Integer, Row> ROWS = new HashMap<>();
    private static final List<Group> GROUPS = new ArrayList<>();

    static {
        lines("confidentiality.tsv", ConfidentialityTable::read);
    }

    private ConfidentialityTable() {}

    /** The row of a standard attribute; private attributes have none of their own. */
    public static Optional<Row> row(int tag) {
        Row row = ROWS.get(tag);
        if (row != null) {
            return Optional.of(row);
        }
        return GROUPS.stream()
                .filter(group -> (tag & group.mask()) == group.tag() && !Tag.isPrivate(tag))
                .map(Group::row)
                .findFirst();
    }

    /** Rows for single attributes. */
    public static Map<Integer, Row> rows() {
        return Map.copyOf(ROWS);
    }

    /** Hands each line of a table beside this class to the reader, without the head line and comments. */
    static void lines(String resource, Consumer<String[]> reader) {
        InputStream in = ConfidentialityTable.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IllegalStateException("The table is part of the program: " + resource);
        }
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines()
                    .skip(1)
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> reader.accept(line.split("\t", -1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(String[] cells) {
        Map<Option, Character> options = new EnumMap<>(Option.class);
        int column = 2;
        for (Option option : Option.values()) {
            char action = cells[column++].charAt(0);
            if (action != '-') {
                options.put(option, action);
            }
        }
        Row row = new Row(cells[1], options);
        if (cells[0].equals("private")) {
            return;
        }
        int tag = Integer.parseUnsignedInt(cells[0].replace('x', '0'), 16);
        if (cells[0].indexOf('x') < 0) {
            ROWS.put(tag, row);
            return;
        }
        int mask = Integer.parseUnsignedInt(cells[0].replaceAll("[^x]", "f").replace('x', '0'), 16);
        GROUPS.add(new Group(mask, tag, row));
    }
}
