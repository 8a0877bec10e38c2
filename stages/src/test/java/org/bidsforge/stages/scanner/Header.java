// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.scanner;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Element;
import org.bidsforge.dicom.Tag;

/** What the objects of all makers say. */
final class Header {
    private Header() {}

    static void series(DataSet data, int number, String protocol) {
        data.setString(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 100");
        data.setString(Tag.MODALITY, "MR");
        data.setString(Tag.PATIENT_ID, "made");
        data.setString(Tag.PATIENT_POSITION, "HFS");
        data.setString(Tag.STUDY_INSTANCE_UID, "1.2.826.3");
        data.setString(Tag.STUDY_DATE, "19200101");
        data.setString(Tag.STUDY_TIME, "100000");
        data.setString(Tag.SERIES_DATE, "19200101");
        data.setString(Tag.SERIES_TIME, time(60 * number));
        data.setString(Tag.ACQUISITION_DATE, "19200101");
        data.setString(Tag.ACQUISITION_TIME, time(60 * number));
        data.setInt(Tag.SERIES_NUMBER, number);
        data.setInt(Tag.ACQUISITION_NUMBER, 1);
        data.setString(Tag.PROTOCOL_NAME, protocol);
        data.setString(Tag.SERIES_DESCRIPTION, protocol);
        data.setString(Tag.MR_ACQUISITION_TYPE, "2D");
        data.setString(Tag.MAGNETIC_FIELD_STRENGTH, "3");
    }

    /** Ten o'clock and these seconds. */
    static String time(double seconds) {
        int whole = (int) seconds;
        return String.format(
                Locale.ROOT,
                "%02d%02d%02d.%06d",
                10 + whole / 3600,
                whole / 60 % 60,
                whole % 60,
                Math.round((seconds - whole) * 1_000_000));
    }

    static void pixels(DataSet data, int rows, int columns) {
        data.setInt(Tag.ROWS, rows);
        data.setInt(Tag.COLUMNS, columns);
        data.setInt(Tag.SAMPLES_PER_PIXEL, 1);
        data.setString(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2");
        data.setInt(Tag.BITS_ALLOCATED, 16);
        data.setInt(Tag.BITS_STORED, 16);
        data.setInt(Tag.HIGH_BIT, 15);
        data.setInt(Tag.PIXEL_REPRESENTATION, 0);
    }

    /** A data set that is to be an item. */
    static DataSet item(Consumer<DataSet> fill) {
        DataSet item = new DataSet();
        item.undefinedLength(true);
        fill.accept(item);
        return item;
    }

    static void item(DataSet data, int sequence, Consumer<DataSet> fill) {
        data.put(new Element.Sequence(sequence, List.of(item(fill)), true));
    }
}
