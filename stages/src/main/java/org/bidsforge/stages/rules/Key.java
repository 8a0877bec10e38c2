// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.rules;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bidsforge.dicom.Dictionary;

/**
 * What a condition looks at: a field of the series' listing by its bare name ({@code protocol_name}, {@code image_type[2]}), a DICOM attribute of the series' first object ({@code dicom.EchoTime}), or a key of the sidecar ({@code sidecar.EchoTime}).
 */
public record Key(Source source, String name) {
    /** Where a key's values come from. */
    public enum Source {
        SERIES(""),
        DICOM("dicom."),
        SIDECAR("sidecar.");

        private final String prefix;

        Source(String prefix) {
            this.prefix = prefix;
        }
    }

    /** The fields of heudiconv's SeqInfo, all 28 in their order. */
    public static final List<String> SEQ_INFO = List.of(
            "total_files_till_now",
            "example_dcm_file",
            "series_id",
            "dcm_dir_name",
            "series_files",
            "unspecified",
            "dim1",
            "dim2",
            "dim3",
            "dim4",
            "TR",
            "TE",
            "protocol_name",
            "is_motion_corrected",
            "is_derived",
            "patient_id",
            "study_description",
            "referring_physician_name",
            "series_description",
            "sequence_name",
            "image_type",
            "accession_number",
            "patient_age",
            "patient_sex",
            "date",
            "series_uid",
            "time",
            "custom");

    /** Those, then the fields that only this program has. */
    public static final List<String> FIELDS = Stream.concat(
                    SEQ_INFO.stream(),
                    Stream.of(
                            "series_number",
                            "study_uid",
                            "modality",
                            "sop_class",
                            "manufacturer",
                            "frames",
                            "volumes",
                            "echoes",
                            "echo_times",
                            "parts",
                            "b_values"))
            .toList();

    private static final Pattern ELEMENT = Pattern.compile("\\[([0-9])]$");
    private static final Pattern SIDECAR_KEY = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,63}");

    /** The key that is written so; nothing when there is no such field or attribute. */
    static Optional<Key> parse(String text) {
        if (text.startsWith(Source.SIDECAR.prefix)) {
            String name = text.substring(Source.SIDECAR.prefix.length());
            return Optional.of(new Key(Source.SIDECAR, name))
                    .filter(key -> SIDECAR_KEY.matcher(name).matches());
        }
        if (text.startsWith(Source.DICOM.prefix)) {
            String name = text.substring(Source.DICOM.prefix.length());
            return Optional.of(new Key(Source.DICOM, name))
                    .filter(key -> Dictionary.tag(name).isPresent());
        }
        String field = ELEMENT.matcher(text).replaceFirst("");
        return Optional.of(new Key(Source.SERIES, text)).filter(key -> FIELDS.contains(field));
    }

    /** The field without {@code [2]}, which asks for its third value only. */
    public String field() {
        return source == Source.SERIES ? ELEMENT.matcher(name).replaceFirst("") : name;
    }

    /** The value that the key asks for, counted from 0; nothing when any of them counts. */
    public OptionalInt element() {
        Matcher element = ELEMENT.matcher(name);
        return source == Source.SERIES && element.find()
                ? OptionalInt.of(Integer.parseInt(element.group(1)))
                : OptionalInt.empty();
    }

    @Override
    public String toString() {
        return source.prefix + name;
    }
}
