// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.scanner;

import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Vr;

/** A GE scanner of software DV26: single-frame objects, its private blocks, slices excited in two interleaved passes. */
final class Ge {
    static final double REPETITION_MILLISECONDS = 2000;
    static final int SPACING_MICROSECONDS = 600;
    private static final PrivateBlock ACQUISITION = new PrivateBlock("GEMS_ACQU_01", 0x0019, 0x10);
    private static final PrivateBlock RELATION = new PrivateBlock("GEMS_RELA_01", 0x0021, 0x10);
    private static final PrivateBlock PARAMETERS = new PrivateBlock("GEMS_PARM_01", 0x0043, 0x10);

    private Ge() {}

    private static ClassicSeries series(Phantom phantom, int number, String protocol) {
        return new ClassicSeries(phantom, number, protocol).with((data, volume, slice) -> {
            data.setString(Tag.MANUFACTURER, "GE MEDICAL SYSTEMS");
            data.setString(Tag.MANUFACTURER_MODEL_NAME, "DISCOVERY MR750");
            data.setString(Tag.SOFTWARE_VERSIONS, "27", "LX", "MR Software release:DV26.0_R03_1831.b");
            data.setString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "OTHER");
            data.setDouble(Tag.FLIP_ANGLE, 77);
            ACQUISITION.number(data, 0x1B, Vr.DS, phantom.slices());
            RELATION.number(data, 0x4F, Vr.SS, phantom.slices());
            PARAMETERS.number(data, 0x2F, Vr.SS, 0);
        });
    }

    private static void echoPlanar(DataSet data) {
        data.setString(Tag.SCANNING_SEQUENCE, "EP", "GR");
        data.setString(Tag.SEQUENCE_VARIANT, "SS");
        data.setString(Tag.SCAN_OPTIONS, "EPI_GEMS");
        data.setDouble(Tag.REPETITION_TIME, REPETITION_MILLISECONDS);
        data.setDouble(Tag.ECHO_TIME, 30);
        data.setInt(Tag.ECHO_TRAIN_LENGTH, 1);
        data.setString(Tag.IN_PLANE_PHASE_ENCODING_DIRECTION, "COL");
        data.setInt(Tag.ACQUISITION_MATRIX, Phantom.COLUMNS, 0, 0, Phantom.ROWS);
        PARAMETERS.number(data, 0x2C, Vr.SS, SPACING_MICROSECONDS);
        PARAMETERS.number(data, 0x83, Vr.DS, 1, 1);
    }

    /** The polarity as GE writes it since RX27: 0018,9034. */
    static ClassicSeries functional(Phantom phantom, int number, String protocol, String ordering) {
        return series(phantom, number, protocol).with((data, volume, slice) -> {
            echoPlanar(data);
            data.setString(Tag.of(0x0018, 0x9034), Vr.CS, ordering);
            ACQUISITION.text(data, 0x9C, Vr.LO, "epiRT").text(data, 0x9E, Vr.LO, "EPI2");
            // Tenths of milliseconds since the first excitation.
            double time = volume * REPETITION_MILLISECONDS + 1000 * sliceTime(phantom, slice);
            RELATION.number(data, 0x5E, Vr.DS, time / 1000);
            PARAMETERS.number(data, 0x7C, Vr.FL, 0);
            data.setInt(Tag.NUMBER_OF_TEMPORAL_POSITIONS, phantom.volumes());
            data.setInt(Tag.TEMPORAL_POSITION_IDENTIFIER, volume + 1);
        });
    }

    /** Seconds after the start of a volume: first the even slices, then the odd ones. */
    static double sliceTime(Phantom phantom, int slice) {
        int even = (phantom.slices() + 1) / 2;
        int excitation = slice % 2 == 0 ? slice / 2 : even + slice / 2;
        return excitation * REPETITION_MILLISECONDS / 1000 / phantom.slices();
    }

    /**
     * The weighting with GE's thousand million on top, and the direction by the axes of the sequence: phase encoding,
     * frequency encoding and slice, the latter two against those of the image.
     */
    static ClassicSeries diffusion(
            Phantom phantom, int number, String protocol, double[] weights, double[][] directions) {
        return series(phantom, number, protocol).with((data, volume, slice) -> {
            echoPlanar(data);
            data.setString(Tag.SCANNING_SEQUENCE, "EP", "SE");
            data.setString(Tag.of(0x0018, 0x9034), Vr.CS, "LINEAR");
            PARAMETERS.number(data, 0x39, Vr.IS, 1e9 + weights[volume], 8, 0, 0);
            double[] own = Phantom.inImage(directions[volume]);
            ACQUISITION.text(data, 0x9C, Vr.LO, "epi2").text(data, 0x9E, Vr.LO, "EPI2");
            ACQUISITION.number(data, 0xBB, Vr.DS, own[0]).number(data, 0xBC, Vr.DS, own[1]);
            ACQUISITION.number(data, 0xBD, Vr.DS, -own[2]);
            ACQUISITION.number(data, 0xDF, Vr.DS, 1).number(data, 0xE0, Vr.DS, weights.length - 1);
        });
    }

    /** Parts of a gradient echo in one series, told apart by 0043,102F alone: 0 magnitude, 2 real, 3 imaginary. */
    static ClassicSeries complex(Phantom phantom, int number, String protocol, int... parts) {
        return series(phantom, number, protocol).with((data, volume, slice) -> {
            data.setString(Tag.SCANNING_SEQUENCE, "GR");
            data.setString(Tag.SEQUENCE_VARIANT, "SS");
            data.setDouble(Tag.REPETITION_TIME, 500);
            data.setDouble(Tag.ECHO_TIME, 7);
            data.setDouble(Tag.FLIP_ANGLE, 40);
            PARAMETERS.number(data, 0x2F, Vr.SS, parts[volume]);
        });
    }

    /** A field in hertz with the magnitude it was computed from, as the B0MAP option of the console sends it. */
    static ClassicSeries fieldmap(Phantom phantom, int number, String protocol) {
        return series(phantom, number, protocol).with((data, volume, slice) -> {
            data.setString(Tag.SCANNING_SEQUENCE, "GR");
            data.setString(Tag.SEQUENCE_VARIANT, "SS");
            data.setDouble(Tag.REPETITION_TIME, 500);
            data.setDouble(Tag.ECHO_TIME, 7);
            ACQUISITION.text(data, 0x9C, Vr.LO, "b0map").text(data, 0x9E, Vr.LO, "B0map");
            data.setInt(Tag.IMAGES_IN_ACQUISITION, phantom.slices() * phantom.volumes());
            if (volume == 0) {
                data.setString(Tag.IMAGE_TYPE, "DERIVED", "PRIMARY", "OTHER");
                data.setInt(Tag.PIXEL_REPRESENTATION, 1);
            }
        });
    }
}
