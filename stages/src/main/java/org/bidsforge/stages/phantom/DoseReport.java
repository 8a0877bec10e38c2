// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.phantom;

import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Uids;
import org.bidsforge.dicom.Vr;

/** A screen copied into DICOM at the end of the session: an object that is no scan and gives no image. */
final class DoseReport {
    private static final int SIDE = 128;

    private DoseReport() {}

    static DataSet object(Visit visit, double seconds) {
        DataSet data = visit.commonElements();
        String date = visit.person().compact(visit.person().visit());
        data.setString(Tag.SOP_CLASS_UID, Uids.SECONDARY_CAPTURE);
        data.setString(Tag.SOP_INSTANCE_UID, visit.uid("object uid"));
        data.setString(Tag.SERIES_INSTANCE_UID, visit.uid("series uid"));
        data.setInt(Tag.SERIES_NUMBER, Protocol.REPORT_NUMBER);
        data.setInt(Tag.INSTANCE_NUMBER, 1);
        data.setString(Tag.MODALITY, "OT");
        data.setString(Tag.CONVERSION_TYPE, "WSD");
        data.setString(Tag.IMAGE_TYPE, "DERIVED", "SECONDARY", "OTHER");
        data.setString(Tag.SERIES_DESCRIPTION, "Protocol report");
        data.setString(Tag.SERIES_DATE, date);
        data.setString(Tag.CONTENT_DATE, date);
        data.setString(Tag.SERIES_TIME, visit.time(seconds));
        data.setString(Tag.CONTENT_TIME, visit.time(seconds));
        data.setString(Tag.BURNED_IN_ANNOTATION, "NO");
        data.setInt(Tag.SAMPLES_PER_PIXEL, 1);
        data.setString(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2");
        data.setInt(Tag.ROWS, SIDE);
        data.setInt(Tag.COLUMNS, SIDE);
        data.setInt(Tag.BITS_ALLOCATED, 8);
        data.setInt(Tag.BITS_STORED, 8);
        data.setInt(Tag.HIGH_BIT, 7);
        data.setInt(Tag.PIXEL_REPRESENTATION, 0);
        data.setBytes(Tag.PIXEL_DATA, Vr.OB, bars());
        return data;
    }

    private static byte[] bars() {
        byte[] pixels = new byte[SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            int row = i / SIDE;
            boolean line = row % 8 > 2 && row % 8 < 6 && i % SIDE < 20 + row * 37 % 90;
            pixels[i] = (byte) (line ? 200 : 16);
        }
        return pixels;
    }
}
