// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.scanner;

import java.util.List;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Vr;

/**
 * A Siemens scanner of software XA: multi-frame objects, one for each volume of a run, or the single-frame objects of its
 * "interoperability" export. Two slices are excited at once.
 */
final class SiemensXa {
    static final double REPETITION_MILLISECONDS = 900;
    static final int MULTIBAND = 2;
    private static final double BANDWIDTH = 40;
    private static final PrivateBlock IMAGE = new PrivateBlock("SIEMENS MR SDI 02", 0x0021, 0x11);
    private static final PrivateBlock HEADER = new PrivateBlock("SIEMENS MR HEADER", 0x0019, 0x10);
    private static final int TEMPORAL_POSITION = Tag.of(0x0020, 0x9128);

    private SiemensXa() {}

    private static void header(DataSet data) {
        data.setString(Tag.MANUFACTURER, "Siemens Healthineers");
        data.setString(Tag.MANUFACTURER_MODEL_NAME, "MAGNETOM Prisma");
        data.setString(Tag.SOFTWARE_VERSIONS, "syngo MR XA30");
    }

    /** Seconds after the start of a volume: half of the slices one after the other, each with the one half a box away. */
    static double sliceTime(Phantom phantom, int slice) {
        int excitations = phantom.slices() / MULTIBAND;
        return slice % excitations * REPETITION_MILLISECONDS / 1000 / excitations;
    }

    private static void timing(DataSet data, Phantom phantom, int volume, int slice) {
        double after = volume * REPETITION_MILLISECONDS / 1000 + sliceTime(phantom, slice);
        IMAGE.number(data, 0x04, Vr.DS, after).text(data, 0x06, Vr.LO, "X_1_1_1_" + (volume + 1) + "_1_1_1_1_1_1_1_1");
        IMAGE.number(data, 0x1C, Vr.IS, 1).number(data, 0x53, Vr.FD, BANDWIDTH);
        IMAGE.text(data, 0x58, Vr.SH, Phantom.ROWS + "p*" + Phantom.COLUMNS);
        IMAGE.text(data, 0x75, Vr.CS, "ORIGINAL", "PRIMARY", "M", "ND");
        IMAGE.number(data, 0x8A, Vr.IS, volume * phantom.slices() + slice + 1);
    }

    static EnhancedSeries enhanced(Phantom phantom, int number, String protocol) {
        return new EnhancedSeries(phantom, number, protocol)
                .header(data -> {
                    header(data);
                    data.setString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "M", "NONE");
                    data.setString(Tag.of(0x0018, 0x9018), Vr.CS, "YES");
                    data.setString(Tag.PULSE_SEQUENCE_NAME, "*epfid2d1_8");
                    data.setString(Tag.COMPLEX_IMAGE_COMPONENT, "MAGNITUDE");
                })
                .shared(data -> {
                    Header.item(data, Tag.MR_TIMING_AND_RELATED_PARAMETERS_SEQUENCE, item -> {
                        item.setDouble(Tag.REPETITION_TIME, REPETITION_MILLISECONDS);
                        item.setDouble(Tag.FLIP_ANGLE, 52);
                        item.setInt(Tag.ECHO_TRAIN_LENGTH, Phantom.ROWS);
                    });
                    Header.item(data, Tag.of(0x0018, 0x9125), item -> {
                        item.setString(Tag.IN_PLANE_PHASE_ENCODING_DIRECTION, Vr.CS, "COLUMN");
                        item.setInt(Tag.of(0x0018, 0x9058), Phantom.COLUMNS);
                        item.setInt(Tag.of(0x0018, 0x9231), Phantom.ROWS);
                    });
                })
                .frame((data, volume, slice) -> {
                    Header.item(
                            data, Tag.MR_ECHO_SEQUENCE, item -> item.setNumbers(Tag.EFFECTIVE_ECHO_TIME, Vr.FD, 37));
                    Header.item(data, Tag.FRAME_CONTENT_SEQUENCE, item -> {
                        item.setString(
                                Tag.FRAME_ACQUISITION_DATE_TIME,
                                "19200101" + Header.time(60 * number + volume * REPETITION_MILLISECONDS / 1000));
                        item.setString(Tag.STACK_ID, "1");
                        item.setNumbers(Tag.IN_STACK_POSITION_NUMBER, Vr.UL, slice + 1);
                        item.setNumbers(TEMPORAL_POSITION, Vr.UL, volume + 1);
                        item.setNumbers(Tag.of(0x0020, 0x9157), Vr.UL, 1, slice + 1, volume + 1);
                    });
                    IMAGE.items(data, 0xFE, List.of(Header.item(item -> timing(item, phantom, volume, slice))));
                });
    }

    static EnhancedSeries enhancedDiffusion(
            Phantom phantom, int number, String protocol, double[] weights, double[][] directions) {
        return enhanced(phantom, number, protocol)
                .header(data -> data.setString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "DIFFUSION", "NONE"))
                .frame((data, volume, slice) -> Header.item(data, Tag.MR_DIFFUSION_SEQUENCE, item -> {
                    item.setString(Tag.DIFFUSION_DIRECTIONALITY, Vr.CS, weights[volume] > 0 ? "DIRECTIONAL" : "NONE");
                    item.setNumbers(Tag.DIFFUSION_B_VALUE, Vr.FD, weights[volume]);
                    if (weights[volume] > 0) {
                        Header.item(
                                item,
                                Tag.of(0x0018, 0x9076),
                                gradient -> gradient.setNumbers(
                                        Tag.DIFFUSION_GRADIENT_ORIENTATION, Vr.FD, directions[volume]));
                    }
                }));
    }

    /** Single frames in which the private items of multi-frame objects lie flat. */
    static ClassicSeries classic(Phantom phantom, int number, String protocol) {
        return new ClassicSeries(phantom, number, protocol).with((data, volume, slice) -> {
            header(data);
            data.setString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "FMRI", "NONE");
            data.setString(Tag.SCANNING_SEQUENCE, "EP");
            data.setString(Tag.SEQUENCE_VARIANT, "SK");
            data.setString(Tag.SEQUENCE_NAME, "*epfid2d1_8");
            data.setDouble(Tag.REPETITION_TIME, REPETITION_MILLISECONDS);
            data.setDouble(Tag.ECHO_TIME, 37);
            data.setDouble(Tag.FLIP_ANGLE, 52);
            data.setInt(Tag.ECHO_TRAIN_LENGTH, Phantom.ROWS);
            data.setString(Tag.IN_PLANE_PHASE_ENCODING_DIRECTION, "COL");
            data.setInt(Tag.ACQUISITION_MATRIX, Phantom.COLUMNS, 0, 0, Phantom.ROWS);
            data.setInt(Tag.ACQUISITION_NUMBER, volume + 1);
            data.setString(
                    Tag.ACQUISITION_TIME,
                    Header.time(60 * number + volume * REPETITION_MILLISECONDS / 1000 + sliceTime(phantom, slice)));
            timing(data, phantom, volume, slice);
        });
    }

    static ClassicSeries classicDiffusion(
            Phantom phantom, int number, String protocol, double[] weights, double[][] directions) {
        return classic(phantom, number, protocol).with((data, volume, slice) -> {
            data.setString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "DIFFUSION", "NONE");
            data.setString(Tag.SEQUENCE_NAME, "*ep_b" + Math.round(weights[volume]));
            HEADER.number(data, 0x0C, Vr.IS, weights[volume]);
            if (weights[volume] > 0) {
                HEADER.number(data, 0x0E, Vr.FD, directions[volume]);
            }
        });
    }
}
