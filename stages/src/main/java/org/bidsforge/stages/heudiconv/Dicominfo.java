// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.heudiconv;

import java.nio.file.Path;
import java.util.List;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.stages.convert.Plan;
import org.bidsforge.stages.source.Series;

/** The 28 values of a series in heudiconv's {@code dicominfo.tsv}, each as Python's {@code str} writes it. */
final class Dicominfo {
    private static final String NONE = "None";
    private static final String NO_TEXT = "";
    private static final String REPORT = "PhoenixZIPReport";
    /** Of all vendors but GE, of GE, of enhanced objects. */
    private static final int[] SEQUENCE_NAMES = {Tag.SEQUENCE_NAME, Tag.of(0x0019, 0x109C), Tag.of(0x0018, 0x9005)};

    private final Plan.Row row;
    private final Series series;
    private final DataSet header;

    Dicominfo(Plan.Row row) {
        this.row = row;
        this.series = row.source();
        this.header = series.header();
    }

    /** heudiconv lists what has a shape, and Siemens' report beside it, to which it gives the shape of nothing. */
    static boolean lists(Series series) {
        return hasShape(series) || isReport(series);
    }

    private static boolean hasShape(Series series) {
        return series.header().getInt(Tag.ROWS).isPresent()
                && series.header().getInt(Tag.COLUMNS).isPresent();
    }

    private static boolean isReport(Series series) {
        return series.header().getString(Tag.SERIES_DESCRIPTION).orElse("").equals(REPORT);
    }

    /**
     * The values in the order of the columns.
     *
     * @param filesTillNow the objects of the series above this one
     */
    List<String> values(String seriesId, int filesTillNow) {
        int files = row.objects().size();
        Path first = path(row.objects().get(0));
        Path folder = first.getParent();
        List<String> type = series.imageType();
        return List.of(
                Integer.toString(filesTillNow + files),
                name(first),
                seriesId,
                folder == null ? "" : name(folder),
                Integer.toString(files),
                "",
                dimension(1),
                dimension(2),
                dimension(3),
                dimension(4),
                PythonLiteral.number(number(Tag.REPETITION_TIME, -1000) / 1000),
                echoTime(),
                series.protocolName(),
                PythonLiteral.truth(type.contains("MOCO")),
                PythonLiteral.truth(type.stream().anyMatch("DERIVED"::equalsIgnoreCase)),
                text(Tag.PATIENT_ID, NONE),
                text(Tag.STUDY_DESCRIPTION, NONE),
                text(Tag.REFERRING_PHYSICIAN_NAME, NO_TEXT),
                text(Tag.SERIES_DESCRIPTION, NO_TEXT),
                sequenceName(),
                PythonLiteral.tuple(type),
                text(Tag.ACCESSION_NUMBER, NONE),
                text(Tag.PATIENT_AGE, NONE),
                text(Tag.PATIENT_SEX, NONE),
                text(Tag.ACQUISITION_DATE, NONE),
                series.uid(),
                text(Tag.ACQUISITION_TIME, NONE),
                NONE);
    }

    /** A member of an archive, written {@code archive:member}, lies in it as in a folder. */
    private static Path path(String object) {
        int colon = object.indexOf(':');
        boolean member = colon > 0 && object.lastIndexOf('/', colon) < 0;
        return Path.of(member ? object.substring(0, colon) + "/" + object.substring(colon + 1) : object);
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private String dimension(int number) {
        if (!hasShape(series)) {
            return number == 4 ? Integer.toString(row.objects().size()) : "0";
        }
        return String.join("", row.series().cells().getOrDefault("dim" + number, List.of()));
    }

    private double number(int tag, double otherwise) {
        double[] values = header.getDoubles(tag);
        return values.length == 1 ? values[0] : otherwise;
    }

    /** What is there but no number becomes a whole number in heudiconv, what is absent does not. */
    private String echoTime() {
        if (header.contains(Tag.ECHO_TIME) && header.getDoubles(Tag.ECHO_TIME).length != 1) {
            return "-1";
        }
        return PythonLiteral.number(number(Tag.ECHO_TIME, -1));
    }

    private String sequenceName() {
        for (int tag : SEQUENCE_NAMES) {
            if (header.contains(tag)) {
                return text(tag, NO_TEXT);
            }
        }
        return NO_TEXT;
    }

    /** An element that is there without a value is an empty text. */
    private String text(int tag, String absent) {
        if (!header.contains(tag)) {
            return absent;
        }
        List<String> values = header.getStrings(tag);
        return values.size() > 1 ? PythonLiteral.list(values) : String.join("", values);
    }
}
