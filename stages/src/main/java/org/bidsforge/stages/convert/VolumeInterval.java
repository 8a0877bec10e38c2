// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import java.io.IOException;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Element;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.io.DicomReader;
import org.bidsforge.stages.source.Series;

/** The time between volumes by what Philips notes of each: when its dynamic scan began, in seconds of the series. */
final class VolumeInterval {
    private static final String CREATOR = "Philips MR Imaging DD 001";
    private static final int GROUP = 0x2005;
    private static final int DYNAMIC_BEGIN = 0xA0;

    private VolumeInterval() {}

    /** Seconds from one volume to the next; nothing where the objects do not note it. */
    static OptionalDouble of(Series series) throws IOException {
        boolean philips = series.header()
                .getString(Tag.MANUFACTURER)
                .map(name -> name.toLowerCase(Locale.ROOT).startsWith("philips"))
                .orElse(false);
        int last = series.files().size() - 1;
        if (!philips || last < 1) {
            return OptionalDouble.empty();
        }
        DataSet first = series.header();
        DataSet latest = DicomReader.ofHeaders().read(series.files().get(last)).dataSet();
        OptionalInt from = first.getInt(Tag.TEMPORAL_POSITION_IDENTIFIER);
        OptionalInt to = latest.getInt(Tag.TEMPORAL_POSITION_IDENTIFIER);
        OptionalDouble begin = begin(first);
        OptionalDouble end = begin(latest);
        if (from.isEmpty() || to.isEmpty() || begin.isEmpty() || end.isEmpty() || to.getAsInt() <= from.getAsInt()) {
            return OptionalDouble.empty();
        }
        double seconds = (end.getAsDouble() - begin.getAsDouble()) / (to.getAsInt() - from.getAsInt());
        return seconds > 0 ? OptionalDouble.of(seconds) : OptionalDouble.empty();
    }

    private static OptionalDouble begin(DataSet data) {
        return data.privateElement(CREATOR, GROUP, DYNAMIC_BEGIN)
                .map(Element::tag)
                .map(data::getDouble)
                .orElse(OptionalDouble.empty());
    }
}
