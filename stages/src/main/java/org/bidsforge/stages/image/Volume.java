// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.image;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The first volume of an image, turned to right-anterior-superior axes so that every scanner's picture looks alike. */
final class Volume {
    /** Larger single volumes than this are refused: a header must not be able to ask for any memory it likes. */
    private static final long MOST_VOXELS = 512L * 512 * 1024;

    private final float[] values;
    private final int[] size;
    private final double[] spacing;

    private Volume(float[] values, int[] size, double[] spacing) {
        this.values = values;
        this.size = size;
        this.spacing = spacing;
    }

    static Volume first(Path file) throws IOException {
        try (InputStream in = NiftiHeader.open(file)) {
            NiftiHeader header = NiftiHeader.read(in);
            in.skipNBytes(Math.max(0, header.voxelOffset() - NiftiHeader.BYTES));
            return turned(header, voxels(header, in));
        } catch (IllegalArgumentException problem) {
            throw new IOException("reading the voxels of " + file.getFileName() + ": " + problem.getMessage(), problem);
        } catch (EOFException problem) {
            throw new IOException("reading the voxels of " + file.getFileName() + ": the file ends early", problem);
        }
    }

    int size(int axis) {
        return size[axis];
    }

    double spacing(int axis) {
        return spacing[axis];
    }

    float at(int x, int y, int z) {
        return values[x + size[0] * (y + size[1] * z)];
    }

    /** The value below which this share of the voxels lies, by a sorted sample of at most about 100,000 voxels. */
    float percentile(double share) {
        int step = Math.max(1, values.length / 100_000);
        float[] sample = new float[(values.length + step - 1) / step];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = values[i * step];
        }
        Arrays.sort(sample);
        return sample[(int) Math.min(sample.length - 1L, Math.round(share * (sample.length - 1)))];
    }

    private static float[] voxels(NiftiHeader header, InputStream in) throws IOException {
        VoxelType type = VoxelType.of(header.datatype());
        long count = (long) header.size().get(0)
                * header.size().get(1)
                * header.size().get(2);
        if (count > MOST_VOXELS) {
            throw new IllegalArgumentException("a volume must have at most " + MOST_VOXELS + " voxels: " + count);
        }
        float[] values = new float[(int) count];
        int perSlice = header.size().get(0) * header.size().get(1);
        byte[] slice = new byte[perSlice * type.bytes()];
        ByteBuffer view = ByteBuffer.wrap(slice).order(header.order());
        DataInputStream data = new DataInputStream(in);
        for (int done = 0; done < values.length; done += perSlice) {
            data.readFully(slice);
            for (int i = 0; i < perSlice; i++) {
                double value = type.read(view, i * type.bytes()) * header.slope() + header.intercept();
                values[done + i] = Double.isFinite(value) ? (float) value : 0;
            }
        }
        return values;
    }

    private static Volume turned(NiftiHeader header, float[] from) {
        int[] source = closestAxes(header.affine());
        int[] size = new int[3];
        double[] spacing = new double[3];
        int[] stride = {
            1, header.size().get(0), header.size().get(0) * header.size().get(1)
        };
        int[] step = new int[3];
        int start = 0;
        for (int axis = 0; axis < 3; axis++) {
            int voxelAxis = source[axis];
            size[axis] = header.size().get(voxelAxis);
            double millimetres = Math.abs(header.spacing().get(voxelAxis));
            spacing[axis] = millimetres > 0 ? millimetres : 1;
            boolean flipped = header.affine().get(axis).get(voxelAxis) < 0;
            step[axis] = flipped ? -stride[voxelAxis] : stride[voxelAxis];
            start += flipped ? (size[axis] - 1) * stride[voxelAxis] : 0;
        }
        float[] to = new float[from.length];
        int at = 0;
        for (int z = 0; z < size[2]; z++) {
            for (int y = 0; y < size[1]; y++) {
                int read = start + z * step[2] + y * step[1];
                for (int x = 0; x < size[0]; x++, read += step[0]) {
                    to[at++] = from[read];
                }
            }
        }
        return new Volume(to, size, spacing);
    }

    /** For right, anterior and superior: the voxel axis that runs most along it, each voxel axis once. */
    private static int[] closestAxes(List<List<Double>> affine) {
        int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
        int[] best = orders[0];
        double most = -1;
        for (int[] order : orders) {
            double along = 0;
            for (int axis = 0; axis < 3; axis++) {
                double column = Math.hypot(
                        Math.hypot(affine.get(0).get(order[axis]), affine.get(1).get(order[axis])),
                        affine.get(2).get(order[axis]));
                along += column == 0 ? 0 : Math.abs(affine.get(axis).get(order[axis])) / column;
            }
            if (along > most + 1e-6) {
                most = along;
                best = order;
            }
        }
        return best;
    }
}
