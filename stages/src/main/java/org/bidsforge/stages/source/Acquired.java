// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.source;

import java.util.Optional;
import java.util.regex.Pattern;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;

/** When an object was acquired, as text that sorts: {@code YYYYMMDDhhmmss.ffffff}; empty when it does not say. */
final class Acquired {
    private static final Pattern DATE = Pattern.compile("[0-9]{8}");
    private static final Pattern TIME = Pattern.compile("[0-9]{6}(\\.[0-9]{1,6})?");
    private static final Pattern DATE_TIME = Pattern.compile("[0-9]{14}(\\.[0-9]{1,6})?([+-][0-9]{4})?");
    private static final int[][] SOURCES = {
        {Tag.ACQUISITION_DATE, Tag.ACQUISITION_TIME},
        {Tag.CONTENT_DATE, Tag.CONTENT_TIME},
        {Tag.SERIES_DATE, Tag.SERIES_TIME},
        {Tag.STUDY_DATE, Tag.STUDY_TIME}
    };

    private Acquired() {}

    static String of(DataSet header) {
        Optional<String> whole = header.getString(Tag.ACQUISITION_DATE_TIME)
                .filter(text -> DATE_TIME.matcher(text).matches());
        if (whole.isPresent()) {
            return padded(whole.get().replaceFirst("[+-][0-9]{4}$", ""));
        }
        for (int[] source : SOURCES) {
            Optional<String> date = header.getString(source[0])
                    .filter(text -> DATE.matcher(text).matches());
            Optional<String> time = header.getString(source[1])
                    .filter(text -> TIME.matcher(text).matches());
            if (date.isPresent() && time.isPresent()) {
                return padded(date.get() + time.get());
            }
        }
        return "";
    }

    private static String padded(String text) {
        String fraction = text.length() > 14 ? text.substring(15) : "";
        return text.substring(0, 14) + "." + (fraction + "000000").substring(0, 6);
    }
}
