// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.pack;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.intake.pack.SeriesRow.Column;

/** Collects a series' row from the de-identified headers of its objects, in the archive's order. */
public final class RowFacts {
    private static final int MOST_VALUES = 12;

    private static final Map<Column, Integer> FIRST = new EnumMap<>(Map.of(
            Column.SERIES_NUMBER, Tag.SERIES_NUMBER,
            Column.PROTOCOL_NAME, Tag.PROTOCOL_NAME,
            Column.SERIES_DESCRIPTION, Tag.SERIES_DESCRIPTION,
            Column.MODALITY, Tag.MODALITY,
            Column.SOP_CLASS, Tag.SOP_CLASS_UID,
            Column.STUDY_UID, Tag.STUDY_INSTANCE_UID,
            Column.SERIES_UID, Tag.SERIES_INSTANCE_UID));

    private static final Map<Column, Integer> NUMBERS = new EnumMap<>(Map.of(
            Column.ECHO_TIME_MS, Tag.ECHO_TIME,
            Column.REPETITION_TIME_MS, Tag.REPETITION_TIME,
            Column.ROWS, Tag.ROWS,
            Column.COLUMNS, Tag.COLUMNS,
            Column.FRAMES, Tag.NUMBER_OF_FRAMES,
            Column.SLICE_THICKNESS_MM, Tag.SLICE_THICKNESS));

    private final Map<Column, String> first = new EnumMap<>(Column.class);
    private final Map<Column, TreeSet<Double>> numbers = new EnumMap<>(Column.class);
    private Optional<String> began = Optional.empty();

    public void add(DataSet object) {
        FIRST.forEach((column, tag) -> object.getString(tag).ifPresent(value -> first.putIfAbsent(column, value)));
        List<String> imageType = object.getStrings(Tag.IMAGE_TYPE);
        if (!imageType.isEmpty()) {
            first.putIfAbsent(Column.IMAGE_TYPE, String.join("/", imageType));
        }
        NUMBERS.forEach((column, tag) -> object.getDouble(tag)
                .ifPresent(value ->
                        numbers.computeIfAbsent(column, key -> new TreeSet<>()).add(value)));
        Optional<String> time = object.getString(Tag.ACQUISITION_DATE)
                .map(date -> date + " " + object.getString(Tag.ACQUISITION_TIME).orElse(""));
        if (began.isEmpty() || time.filter(t -> t.compareTo(began.get()) < 0).isPresent()) {
            began = time.or(() -> began);
        }
    }

    /** The row's values, with several numbers of one column in order and separated by commas. */
    public Map<Column, String> values() {
        Map<Column, String> values = new EnumMap<>(first);
        numbers.forEach((column, all) -> values.put(
                column, all.stream().limit(MOST_VALUES).map(RowFacts::plain).collect(Collectors.joining(","))));
        began.ifPresent(time -> {
            int space = time.indexOf(' ');
            values.put(Column.ACQUISITION_DATE, time.substring(0, space));
            values.put(Column.ACQUISITION_TIME, time.substring(space + 1));
        });
        return values;
    }

    private static String plain(double value) {
        String text = Double.toString(value);
        if (text.endsWith(".0")) {
            return text.substring(0, text.length() - 2);
        }
        return text;
    }
}
