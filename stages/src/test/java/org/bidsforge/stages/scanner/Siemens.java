// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.scanner;

import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;

/** A Siemens scanner of software E11, its series of single slices, without the private headers that name no image. */
final class Siemens {
    private Siemens() {}

    private static ClassicSeries series(Phantom phantom, int number, String protocol) {
        return new ClassicSeries(phantom, number, protocol).with((data, volume, slice) -> {
            data.setString(Tag.MANUFACTURER, "SIEMENS");
            data.setString(Tag.MANUFACTURER_MODEL_NAME, "Prisma");
            data.setString(Tag.SOFTWARE_VERSIONS, "syngo MR E11");
            data.setString(Tag.SCANNING_SEQUENCE, "GR");
            data.setString(Tag.SEQUENCE_VARIANT, "SP");
            data.setInt(Tag.ACQUISITION_NUMBER, volume + 1);
            data.setDouble(Tag.FLIP_ANGLE, 60);
        });
    }

    private static void type(DataSet data, String part) {
        data.setString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", part, "ND");
    }

    static ClassicSeries anatomy(Phantom phantom, int number, String protocol) {
        return series(phantom, number, protocol).with((data, volume, slice) -> {
            type(data, "M");
            data.setString(Tag.MR_ACQUISITION_TYPE, "3D");
            data.setDouble(Tag.REPETITION_TIME, 2300);
            data.setDouble(Tag.ECHO_TIME, 3);
            data.setDouble(Tag.INVERSION_TIME, 900);
        });
    }

    static ClassicSeries functional(Phantom phantom, int number, String protocol) {
        return series(phantom, number, protocol).with((data, volume, slice) -> {
            type(data, "M");
            data.setString(Tag.SCANNING_SEQUENCE, "EP");
            data.setDouble(Tag.REPETITION_TIME, 2000);
            data.setDouble(Tag.ECHO_TIME, 30);
            data.setString(
                    Tag.ACQUISITION_TIME, Header.time(60 * number + 2 * volume + 2.0 * slice / phantom.slices()));
        });
    }

    /** As many volumes of each echo as there are in all by the number of echoes, echo by echo. */
    static ClassicSeries echoes(Phantom phantom, int number, String protocol, double... milliseconds) {
        int each = phantom.volumes() / milliseconds.length;
        return functional(phantom, number, protocol).with((data, volume, slice) -> {
            data.setDouble(Tag.ECHO_TIME, milliseconds[volume / each]);
            data.setInt(Tag.ECHO_NUMBERS, volume / each + 1);
            data.setInt(Tag.ACQUISITION_NUMBER, volume % each + 1);
            double begin = 60 * number + 2 * (volume % each) + milliseconds[volume / each] / 1000;
            data.setString(Tag.ACQUISITION_TIME, Header.time(begin + 1.0 * slice / phantom.slices()));
        });
    }

    /** Gradient echoes of a fieldmap; {@code part} is M or P. */
    static ClassicSeries fieldmap(Phantom phantom, int number, String protocol, String part, double... milliseconds) {
        return series(phantom, number, protocol).with((data, volume, slice) -> {
            type(data, part);
            data.setDouble(Tag.REPETITION_TIME, 500);
            data.setDouble(Tag.ECHO_TIME, milliseconds[volume]);
            data.setInt(Tag.ECHO_NUMBERS, volume + 1);
            data.setInt(Tag.ACQUISITION_NUMBER, 1);
        });
    }

    /** What the scanner computes of diffusion images; {@code map} is its word in ImageType. */
    static ClassicSeries diffusionMap(Phantom phantom, int number, String protocol, String map) {
        return series(phantom, number, protocol).with((data, volume, slice) -> {
            data.setString(Tag.IMAGE_TYPE, "DERIVED", "PRIMARY", "DIFFUSION", map, "ND");
            data.setString(Tag.SCANNING_SEQUENCE, "EP");
            data.setDouble(Tag.REPETITION_TIME, 5000);
            data.setDouble(Tag.ECHO_TIME, 90);
            data.setString(Tag.SERIES_DESCRIPTION, protocol + "_" + map);
        });
    }
}
