// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.scanner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.zip.GZIPInputStream;
import org.bidsforge.stages.image.NiftiHeader;

/** Compares an image with the phantom that was scanned: at each place of the patient must be what lies there. */
final class KnownAnswer {
    private static final double LARGEST_SHIFT = 0.01;

    private final NiftiHeader header;
    private final double[] values;

    private KnownAnswer(NiftiHeader header, double[] values) {
        this.header = header;
        this.values = values;
    }

    static KnownAnswer read(Path image) throws IOException {
        NiftiHeader header = NiftiHeader.read(image);
        ByteBuffer bytes;
        try (InputStream in = new GZIPInputStream(Files.newInputStream(image))) {
            bytes = ByteBuffer.wrap(in.readAllBytes()).order(header.order());
        }
        int width = switch (header.datatype()) {
            case 4, 512 -> 2;
            case 8, 16 -> 4;
            default -> throw new IOException("not a type of these tests: " + header.datatype());
        };
        double[] values = new double[header.size().stream().reduce(1, (one, two) -> one * two)];
        for (int i = 0; i < values.length; i++) {
            int at = (int) header.voxelOffset() + i * width;
            double stored = switch (header.datatype()) {
                case 4 -> bytes.getShort(at);
                case 512 -> bytes.getShort(at) & 0xFFFF;
                case 8 -> bytes.getInt(at);
                default -> bytes.getFloat(at);
            };
            values[i] = stored * header.slope() + header.intercept();
        }
        return new KnownAnswer(header, values);
    }

    /** The image shows these volumes of the phantom, in this order, each value changed by {@code meaning}. */
    void shows(Phantom phantom, DoubleUnaryOperator meaning, int... volumes) {
        assertThat(header.volumes()).isEqualTo(volumes.length);
        List<Integer> size = header.size();
        assertThat(List.of(size.get(0) * size.get(1), size.get(2)))
                .containsExactly(Phantom.ROWS * Phantom.COLUMNS, phantom.slices());
        int at = 0;
        for (int volume : volumes) {
            for (int z = 0; z < size.get(2); z++) {
                for (int y = 0; y < size.get(1); y++) {
                    for (int x = 0; x < size.get(0); x++) {
                        double[] index = Phantom.index(place(x, y, z));
                        for (double one : index) {
                            assertThat(Math.abs(one - Math.rint(one)))
                                    .as("%d %d %d lies at %s", x, y, z, Arrays.toString(index))
                                    .isLessThan(LARGEST_SHIFT);
                        }
                        double expected = meaning.applyAsDouble(
                                Phantom.value(volume, (int) Math.rint(index[0]), (int) Math.rint(index[1]), (int)
                                        Math.rint(index[2])));
                        assertThat(values[at++])
                                .as("volume %d at %d %d %d", volume, x, y, z)
                                .isCloseTo(expected, within(1e-3 + Math.abs(expected) * 1e-5));
                    }
                }
            }
        }
    }

    void shows(Phantom phantom, int... volumes) {
        shows(phantom, value -> value, volumes);
    }

    /** DICOM's patient coordinates: NIfTI's first two axes point the other way. */
    private List<Double> place(int... voxel) {
        List<Double> place = new ArrayList<>();
        for (int axis = 0; axis < 3; axis++) {
            List<Double> row = header.affine().get(axis);
            double value = row.get(3);
            for (int i = 0; i < 3; i++) {
                value += row.get(i) * voxel[i];
            }
            place.add(axis < 2 ? -value : value);
        }
        return place;
    }

    /**
     * The files beside the image say these weightings, and directions along these lines of the patient; which of both ways
     * does not matter. A volume without weighting has no direction.
     */
    void isWeighted(Path bval, Path bvec, double[] weights, double[][] directions) throws IOException {
        assertThat(numbers(Files.readString(bval))).containsExactly(weights);
        List<double[]> rows =
                Files.readString(bvec).lines().map(KnownAnswer::numbers).toList();
        assertThat(rows).hasSize(3);
        for (int volume = 0; volume < weights.length; volume++) {
            double[] own = {rows.get(0)[volume], rows.get(1)[volume], rows.get(2)[volume]};
            double[] direction = ofPatient(own);
            double along = Math.abs(Phantom.dot(direction, directions[volume]));
            assertThat(along)
                    .as(
                            "volume %d: %s in the image, %s in the patient",
                            volume, Arrays.toString(own), Arrays.toString(direction))
                    .isCloseTo(weights[volume] == 0 ? 0 : 1, within(1e-3));
        }
    }

    /** By the convention of FSL: the first axis is turned where the image's axes are right-handed. */
    private double[] ofPatient(double[] own) {
        double[][] axes = new double[3][3];
        for (int column = 0; column < 3; column++) {
            for (int row = 0; row < 3; row++) {
                axes[row][column] =
                        header.affine().get(row).get(column) / header.spacing().get(column);
            }
        }
        double handedness = axes[0][0] * (axes[1][1] * axes[2][2] - axes[1][2] * axes[2][1])
                - axes[0][1] * (axes[1][0] * axes[2][2] - axes[1][2] * axes[2][0])
                + axes[0][2] * (axes[1][0] * axes[2][1] - axes[1][1] * axes[2][0]);
        double[] turned = {handedness > 0 ? -own[0] : own[0], own[1], own[2]};
        double[] direction = new double[3];
        for (int row = 0; row < 3; row++) {
            direction[row] = Phantom.dot(axes[row], turned) * (row < 2 ? -1 : 1);
        }
        return direction;
    }

    private static double[] numbers(String line) {
        return Arrays.stream(line.strip().split("[ \t\n]+"))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /** The slices of the image in the order in which they lie in the phantom. */
    int[] slices(Phantom phantom) {
        int[] slices = new int[phantom.slices()];
        for (int z = 0; z < slices.length; z++) {
            slices[z] = (int) Math.rint(Phantom.index(place(0, 0, z))[0]);
        }
        return slices;
    }
}
