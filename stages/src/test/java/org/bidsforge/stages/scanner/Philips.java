// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.scanner;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Vr;

/** A Philips scanner of release 5: several kinds of images in one series, values scaled twice. */
final class Philips {
    static final double REPETITION_MILLISECONDS = 1800;
    private static final PrivateBlock IMAGING = new PrivateBlock("Philips Imaging DD 001", 0x2001, 0x10);
    private static final PrivateBlock RESONANCE = new PrivateBlock("Philips MR Imaging DD 001", 0x2005, 0x10);
    private static final PrivateBlock FRAMES = new PrivateBlock("Philips MR Imaging DD 005", 0x2005, 0x14);

    private Philips() {}

    /** From what is stored to what is displayed, and the maker's scale between them and what was measured. */
    record Scaling(double slope, double intercept, double scale) {
        static final Scaling MAGNITUDE = new Scaling(1.25, 0, 0.02);

        /** Of a field in hertz: what is displayed is what was measured. */
        static final Scaling FIELD = new Scaling(0.25, -500, 4);

        /** Of a phase in thousandths of a radian. */
        static final Scaling PHASE = new Scaling(1.5, -3141, 1 / 1.5);

        DoubleUnaryOperator measured() {
            return stored -> (stored * slope + intercept) / (slope * scale);
        }

        void write(DataSet data) {
            data.setDouble(Tag.of(0x0028, 0x1052), intercept);
            data.setDouble(Tag.of(0x0028, 0x1053), slope);
            data.setString(Tag.of(0x0028, 0x1054), "normalized");
        }
    }

    private static void header(DataSet data) {
        data.setString(Tag.MANUFACTURER, "Philips Medical Systems");
        data.setString(Tag.MANUFACTURER_MODEL_NAME, "Ingenia");
        data.setString(Tag.SOFTWARE_VERSIONS, "5.3.0", "5.3.0.3");
    }

    private static ClassicSeries series(Phantom phantom, int number, String protocol) {
        return new ClassicSeries(phantom, number, protocol).with((data, volume, slice) -> {
            header(data);
            data.setDouble(Tag.REPETITION_TIME, REPETITION_MILLISECONDS);
            data.setDouble(Tag.ECHO_TIME, 30);
            data.setDouble(Tag.FLIP_ANGLE, 75);
            data.setString(Tag.SCANNING_SEQUENCE, "GR");
            data.setString(Tag.SEQUENCE_VARIANT, "SK");
            data.setString(Tag.IN_PLANE_PHASE_ENCODING_DIRECTION, "COL");
            data.setInt(Tag.ECHO_TRAIN_LENGTH, Phantom.ROWS);
            magnitude(data);
            IMAGING.number(data, 0x0A, Vr.IS, slice + 1).number(data, 0x18, Vr.SL, phantom.slices());
        });
    }

    private static void magnitude(DataSet data) {
        data.setString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "M_FFE", "M", "FFE");
        scaled(data, Scaling.MAGNITUDE);
    }

    private static void scaled(DataSet data, Scaling scaling) {
        scaling.write(data);
        RESONANCE.number(data, 0x0E, Vr.FL, scaling.scale());
    }

    static ClassicSeries functional(Phantom phantom, int number, String protocol) {
        return series(phantom, number, protocol)
                .with((data, volume, slice) -> dynamic(data, phantom.volumes(), volume));
    }

    /** A run with pauses between its volumes, which begin as often as given. */
    static ClassicSeries sparse(Phantom phantom, int number, String protocol, double milliseconds) {
        return functional(phantom, number, protocol).with((data, volume, slice) -> {
            data.setDouble(Tag.TRIGGER_TIME, volume * milliseconds);
            RESONANCE.number(data, 0xA0, Vr.FL, volume * milliseconds / 1000);
        });
    }

    /** A run whose series holds the phases after the magnitudes. */
    static ClassicSeries withPhase(Phantom phantom, int number, String protocol) {
        int volumes = phantom.volumes() / 2;
        return series(phantom, number, protocol).with((data, volume, slice) -> {
            dynamic(data, volumes, volume % volumes);
            if (volume >= volumes) {
                data.setString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "PHASE MAP", "P", "FFE");
                scaled(data, Scaling.PHASE);
            }
        });
    }

    private static void dynamic(DataSet data, int volumes, int volume) {
        double begin = volume * REPETITION_MILLISECONDS;
        data.setInt(Tag.TEMPORAL_POSITION_IDENTIFIER, volume + 1);
        data.setInt(Tag.NUMBER_OF_TEMPORAL_POSITIONS, volumes);
        data.setDouble(Tag.TRIGGER_TIME, begin);
        IMAGING.number(data, 0x81, Vr.IS, volumes);
        RESONANCE.number(data, 0xA0, Vr.FL, begin / 1000);
    }

    /** The magnitude of a gradient echo and the field that the scanner computed of it, as one series. */
    static ClassicSeries fieldmap(Phantom phantom, int number, String protocol) {
        return series(phantom, number, protocol).with((data, volume, slice) -> {
            data.setDouble(Tag.ECHO_TIME, 4.6);
            data.setInt(Tag.ECHO_TRAIN_LENGTH, 1);
            if (volume == 1) {
                data.setDouble(Tag.ECHO_TIME, 0);
                data.setString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "B0 MAP", "B0", "UNSPECIFIED");
                scaled(data, Scaling.FIELD);
            }
        });
    }

    /** The direction by the axes of the patient: right to left, front to back, feet to head. */
    static ClassicSeries diffusion(
            Phantom phantom, int number, String protocol, double[] weights, double[][] directions) {
        return series(phantom, number, protocol).with((data, volume, slice) -> {
            data.setString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "M_SE", "M", "SE");
            data.setNumbers(Tag.DIFFUSION_B_VALUE, Vr.FD, weights[volume]);
            data.setNumbers(Tag.DIFFUSION_GRADIENT_ORIENTATION, Vr.FD, directions[volume]);
            IMAGING.number(data, 0x03, Vr.FL, weights[volume]);
            for (int axis = 0; axis < 3; axis++) {
                RESONANCE.number(data, 0xB0 + axis, Vr.FL, directions[volume][axis]);
            }
            FRAMES.number(data, 0x12, Vr.IS, weights[volume] > 0 ? 2 : 1).number(data, 0x13, Vr.IS, volume + 1);
        });
    }

    /** All volumes as one object, slice by slice; what older software reads stands in a private item of each frame. */
    static EnhancedSeries enhanced(Phantom phantom, int number, String protocol) {
        return new EnhancedSeries(phantom, number, protocol)
                .header(data -> {
                    header(data);
                    data.setString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "PERFUSION", "NONE");
                    data.setString(Tag.COMPLEX_IMAGE_COMPONENT, "MAGNITUDE");
                    data.setString(Tag.of(0x0018, 0x9018), Vr.CS, "YES");
                    IMAGING.number(data, 0x18, Vr.SL, phantom.slices()).number(data, 0x81, Vr.IS, phantom.volumes());
                })
                .shared(data -> {
                    Header.item(data, Tag.MR_TIMING_AND_RELATED_PARAMETERS_SEQUENCE, item -> {
                        item.setDouble(Tag.REPETITION_TIME, REPETITION_MILLISECONDS);
                        item.setDouble(Tag.FLIP_ANGLE, 75);
                        item.setInt(Tag.ECHO_TRAIN_LENGTH, Phantom.ROWS);
                    });
                    Header.item(
                            data,
                            Tag.of(0x0018, 0x9125),
                            item -> item.setString(Tag.IN_PLANE_PHASE_ENCODING_DIRECTION, Vr.CS, "COLUMN"));
                })
                .frame((data, volume, slice) -> {
                    Header.item(
                            data, Tag.MR_ECHO_SEQUENCE, item -> item.setNumbers(Tag.EFFECTIVE_ECHO_TIME, Vr.FD, 30));
                    Header.item(data, Tag.FRAME_CONTENT_SEQUENCE, item -> {
                        item.setString(Tag.STACK_ID, "1");
                        item.setNumbers(Tag.IN_STACK_POSITION_NUMBER, Vr.UL, slice + 1);
                        item.setNumbers(Tag.of(0x0020, 0x9128), Vr.UL, volume + 1);
                        item.setNumbers(Tag.of(0x0020, 0x9157), Vr.UL, 1, slice + 1, volume + 1);
                    });
                    Header.item(data, Tag.of(0x0028, 0x9145), Scaling.MAGNITUDE::write);
                    FRAMES.items(data, 0x0F, List.of(Header.item(item -> {
                        item.setString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "M_FFE", "M", "FFE");
                        item.setDouble(Tag.ECHO_TIME, 30);
                        item.setInt(Tag.INSTANCE_NUMBER, slice * phantom.volumes() + volume + 1);
                        item.setDouble(Tag.IMAGE_POSITION_PATIENT, Phantom.position(slice));
                        scaled(item, Scaling.MAGNITUDE);
                        IMAGING.number(item, 0x0A, Vr.IS, slice + 1);
                        dynamic(item, phantom.volumes(), volume);
                    })));
                })
                .volumesInside();
    }

    static EnhancedSeries enhancedDiffusion(
            Phantom phantom, int number, String protocol, double[] weights, double[][] directions) {
        return enhanced(phantom, number, protocol)
                .header(data -> data.setString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "DIFFUSION", "NONE"))
                .frame((data, volume, slice) -> Header.item(data, Tag.MR_DIFFUSION_SEQUENCE, item -> {
                    item.setNumbers(Tag.DIFFUSION_B_VALUE, Vr.FD, weights[volume]);
                    item.setString(Tag.DIFFUSION_DIRECTIONALITY, Vr.CS, weights[volume] > 0 ? "DIRECTIONAL" : "NONE");
                    if (weights[volume] > 0) {
                        Header.item(
                                item,
                                Tag.of(0x0018, 0x9076),
                                gradient -> gradient.setNumbers(
                                        Tag.DIFFUSION_GRADIENT_ORIENTATION, Vr.FD, directions[volume]));
                    }
                }));
    }
}
