// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.source;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;

/**
 * One series as a row of a listing: the 28 fields that heudiconv's heuristics know under their names and with their
 * meaning, then those that enhanced objects and rules need besides.
 *
 * @param cells the values of each field; a list of none where the objects do not say
 */
public record SeriesRow(Map<String, List<String>> cells) {
    private static final int FRAMES_PER_OBJECT = 1;

    public SeriesRow {
        cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
    }

    /** {@code filesTillNow} counts the objects of the series before this one. */
    public static SeriesRow of(Series series, int filesTillNow) {
        Map<String, List<String>> cells = new LinkedHashMap<>();
        int files = series.files().size();
        Path first = series.variety().first().file();
        cells.put("total_files_till_now", number(filesTillNow + files));
        cells.put("example_dcm_file", one(baseName(series.variety().first().name())));
        cells.put("series_id", one(series.number() + "-" + series.protocolName()));
        cells.put(
                "dcm_dir_name",
                one(first.getParent() == null ? "" : baseName(first.getParent().toString())));
        cells.put("series_files", number(files));
        cells.put("unspecified", List.of());
        shape(series, cells);
        DataSet header = series.header();
        cells.put("TR", List.of(decimal(series.repetitionTime().orElse(-1000) / 1000)));
        cells.put("TE", List.of(decimal(header.getDouble(Tag.ECHO_TIME).orElse(-1))));
        cells.put("protocol_name", one(series.protocolName()));
        cells.put("is_motion_corrected", one(Boolean.toString(series.imageType().contains("MOCO"))));
        cells.put(
                "is_derived", one(Boolean.toString(series.imageType().stream().anyMatch("DERIVED"::equalsIgnoreCase))));
        cells.put("patient_id", text(header, Tag.PATIENT_ID));
        cells.put("study_description", text(header, Tag.STUDY_DESCRIPTION));
        cells.put("referring_physician_name", text(header, Tag.REFERRING_PHYSICIAN_NAME));
        cells.put("series_description", text(header, Tag.SERIES_DESCRIPTION));
        cells.put("sequence_name", sequenceName(header));
        cells.put("image_type", series.imageType());
        cells.put("accession_number", text(header, Tag.ACCESSION_NUMBER));
        cells.put("patient_age", text(header, Tag.PATIENT_AGE));
        cells.put("patient_sex", text(header, Tag.PATIENT_SEX));
        cells.put("date", text(header, Tag.ACQUISITION_DATE));
        cells.put("series_uid", one(series.uid()));
        cells.put("time", text(header, Tag.ACQUISITION_TIME));
        cells.put("custom", List.of());
        own(series, cells);
        return new SeriesRow(cells);
    }

    private static void own(Series series, Map<String, List<String>> cells) {
        DataSet header = series.header();
        Variety variety = series.variety();
        cells.put("series_number", number(series.number()));
        cells.put("study_uid", one(series.studyUid()));
        cells.put("modality", text(header, Tag.MODALITY));
        cells.put("sop_class", text(header, Tag.SOP_CLASS_UID));
        cells.put("manufacturer", text(header, Tag.MANUFACTURER));
        cells.put("frames", number(variety.frames()));
        cells.put("volumes", number(volumes(series)));
        cells.put("echoes", number(variety.echoTimes().size()));
        cells.put("echo_times", variety.echoTimes());
        cells.put("parts", variety.parts().stream().sorted().toList());
        cells.put("b_values", variety.bValues());
    }

    /** Volumes over all echoes and parts: what the objects hold divided by the places where they lie. */
    public static int volumes(Series series) {
        Variety variety = series.variety();
        boolean mosaic = Siemens.tiles(series.header()).isPresent();
        return mosaic || variety.slices() == 0 ? variety.frames() : Math.max(1, variety.frames() / variety.slices());
    }

    private static void shape(Series series, Map<String, List<String>> cells) {
        DataSet header = series.header();
        int rows = header.getInt(Tag.ROWS).orElse(0);
        int columns = header.getInt(Tag.COLUMNS).orElse(0);
        int files = series.files().size();
        OptionalInt tiles = Siemens.tiles(header);
        int frames = header.getInt(Tag.NUMBER_OF_FRAMES).orElse(FRAMES_PER_OBJECT);
        int[] shape = {rows, columns, files, 1};
        if (tiles.isPresent() && tiles.getAsInt() > 0) {
            int across = (int) Math.ceil(Math.sqrt(tiles.getAsInt()));
            shape = new int[] {rows / across, columns / across, tiles.getAsInt(), files};
        } else if (frames > FRAMES_PER_OBJECT) {
            // An enhanced object has its volumes inside; heudiconv's listing shows the first four dimensions.
            int slices = Math.max(1, series.variety().slices());
            boolean several = files == 1 && frames > slices;
            shape = new int[] {rows, columns, several ? slices : frames, several ? frames / slices : files};
        }
        for (int i = 0; i < shape.length; i++) {
            cells.put("dim" + (i + 1), number(shape[i]));
        }
    }

    /** Of all vendors but GE, of GE, of enhanced objects; the order is heudiconv's. */
    private static List<String> sequenceName(DataSet header) {
        for (int tag : new int[] {Tag.SEQUENCE_NAME, Tag.of(0x0019, 0x109C), Tag.of(0x0018, 0x9005)}) {
            List<String> name = text(header, tag);
            if (!name.isEmpty()) {
                return name;
            }
        }
        return List.of();
    }

    private static String decimal(double value) {
        if (!Double.isFinite(value)) {
            return "-1";
        }
        String text = String.format(Locale.ROOT, "%.6f", value).replaceFirst("0+$", "");
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    private static String baseName(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf(':')) + 1);
    }

    private static List<String> number(int value) {
        return List.of(Integer.toString(value));
    }

    private static List<String> one(String text) {
        return text.isEmpty() ? List.of() : List.of(text);
    }

    private static List<String> text(DataSet header, int tag) {
        return header.getStrings(tag).stream().filter(value -> !value.isEmpty()).toList();
    }
}
