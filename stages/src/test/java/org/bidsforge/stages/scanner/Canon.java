// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.scanner;

import java.util.Locale;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Vr;

/** A Canon scanner: weightings in comments of single-frame objects, or multi-frame objects by the standard alone. */
final class Canon {
    private static final int BY_VALUE = Tag.of(0x0018, 0x9087);
    private static final int GRADIENTS = Tag.of(0x0018, 0x9076);

    private Canon() {}

    private static void header(DataSet data) {
        data.setString(Tag.MANUFACTURER, "CANON_MEC");
        data.setString(Tag.MANUFACTURER_MODEL_NAME, "Vantage Galan 3T");
        data.setString(Tag.SOFTWARE_VERSIONS, "V6.0SP2001*");
    }

    private static void echoPlanar(DataSet data) {
        data.setString(Tag.SCANNING_SEQUENCE, "EP", "SE");
        data.setString(Tag.SEQUENCE_VARIANT, "SK");
        data.setDouble(Tag.REPETITION_TIME, 6100);
        data.setDouble(Tag.ECHO_TIME, 95);
        data.setInt(Tag.ECHO_TRAIN_LENGTH, Phantom.ROWS);
        data.setString(Tag.IN_PLANE_PHASE_ENCODING_DIRECTION, "COL");
    }

    /** The direction stands in the comment by the axes phase, frequency and against the slice; no weighting where there is none. */
    static ClassicSeries diffusion(
            Phantom phantom, int number, String protocol, double[] weights, double[][] directions) {
        return new ClassicSeries(phantom, number, protocol).with((data, volume, slice) -> {
            header(data);
            echoPlanar(data);
            data.setString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "OTHER");
            if (weights[volume] > 0) {
                double[] own = Phantom.inImage(directions[volume]);
                data.setNumbers(BY_VALUE, Vr.FD, weights[volume]);
                data.setString(
                        Tag.IMAGE_COMMENTS,
                        String.format(
                                Locale.ROOT,
                                "b=%d(%.4f,%.4f,%.4f)",
                                Math.round(weights[volume]),
                                own[1],
                                own[0],
                                -own[2]));
            }
        });
    }

    static ClassicSeries functional(Phantom phantom, int number, String protocol) {
        return new ClassicSeries(phantom, number, protocol).with((data, volume, slice) -> {
            header(data);
            echoPlanar(data);
            data.setString(Tag.SCANNING_SEQUENCE, "EP", "GR");
            data.setString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "OTHER");
            data.setDouble(Tag.REPETITION_TIME, 2500);
            data.setDouble(Tag.ECHO_TIME, 25);
            data.setInt(Tag.TEMPORAL_POSITION_IDENTIFIER, volume + 1);
            data.setInt(Tag.NUMBER_OF_TEMPORAL_POSITIONS, phantom.volumes());
        });
    }

    /** The direction by the axes of the patient, as the standard wants it. */
    static EnhancedSeries enhancedDiffusion(
            Phantom phantom, int number, String protocol, double[] weights, double[][] directions) {
        return enhanced(phantom, number, protocol)
                .frame((data, volume, slice) -> Header.item(data, Tag.MR_DIFFUSION_SEQUENCE, item -> {
                    item.setNumbers(BY_VALUE, Vr.FD, weights[volume]);
                    item.setString(Tag.DIFFUSION_DIRECTIONALITY, Vr.CS, weights[volume] > 0 ? "DIRECTIONAL" : "NONE");
                    if (weights[volume] > 0) {
                        Header.item(
                                item,
                                GRADIENTS,
                                gradient -> gradient.setNumbers(
                                        Tag.DIFFUSION_GRADIENT_ORIENTATION, Vr.FD, directions[volume]));
                    }
                }));
    }

    static EnhancedSeries enhanced(Phantom phantom, int number, String protocol) {
        return new EnhancedSeries(phantom, number, protocol)
                .header(data -> {
                    header(data);
                    data.setString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "OTHER", "NONE");
                    data.setString(Tag.COMPLEX_IMAGE_COMPONENT, "MAGNITUDE");
                    data.setString(Tag.of(0x0018, 0x9018), Vr.CS, "YES");
                })
                .shared(data -> {
                    Header.item(data, Tag.MR_TIMING_AND_RELATED_PARAMETERS_SEQUENCE, item -> {
                        item.setDouble(Tag.REPETITION_TIME, 6100);
                        item.setDouble(Tag.FLIP_ANGLE, 90);
                        item.setInt(Tag.ECHO_TRAIN_LENGTH, Phantom.ROWS);
                    });
                    Header.item(
                            data, Tag.MR_ECHO_SEQUENCE, item -> item.setNumbers(Tag.EFFECTIVE_ECHO_TIME, Vr.FD, 95));
                    Header.item(
                            data,
                            Tag.of(0x0018, 0x9125),
                            item -> item.setString(Tag.IN_PLANE_PHASE_ENCODING_DIRECTION, Vr.CS, "COLUMN"));
                })
                .frame((data, volume, slice) -> Header.item(data, Tag.FRAME_CONTENT_SEQUENCE, item -> {
                    item.setString(Tag.STACK_ID, "1");
                    item.setNumbers(Tag.IN_STACK_POSITION_NUMBER, Vr.UL, slice + 1);
                    item.setNumbers(Tag.of(0x0020, 0x9128), Vr.UL, volume + 1);
                    item.setNumbers(Tag.of(0x0020, 0x9157), Vr.UL, 1, slice + 1, volume + 1);
                }));
    }
}
