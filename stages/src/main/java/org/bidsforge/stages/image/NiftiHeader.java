// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.image;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * What a NIfTI-1 file says about its voxels.
 *
 * @param size voxels along x, y, z and volumes
 * @param spacing millimetres along x, y, z and seconds between volumes (0 when the file does not say)
 * @param affine rows of the 3 x 4 matrix from voxel index to scanner millimetres
 * @param voxelOffset first byte of the voxels
 * @param coding how the file describes its axes
 */
public record NiftiHeader(
        List<Integer> size,
        List<Double> spacing,
        List<List<Double>> affine,
        ByteOrder order,
        int datatype,
        long voxelOffset,
        double slope,
        double intercept,
        Coding coding) {

    /**
     * The header's own words about its axes.
     *
     * @param axes the number of dimensions that it counts
     * @param spaceUnit {@code mm}, {@code meter}, {@code um} or {@code unknown}
     * @param timeUnit {@code sec}, {@code msec}, {@code usec} or {@code unknown}
     * @param qform how the quaternion is meant, 0 for not at all
     * @param sform how the affine is meant, 0 for not at all
     */
    public record Coding(int axes, String spaceUnit, String timeUnit, int qform, int sform) {}

    static final int BYTES = 348;
    private static final int LARGEST_DIMENSION = 32767;
    private static final List<String> SPACE_UNITS = List.of("unknown", "meter", "mm", "um");
    private static final List<String> TIME_UNITS = List.of("unknown", "sec", "msec", "usec");

    public NiftiHeader {
        size = List.copyOf(size);
        spacing = List.copyOf(spacing);
        affine = List.copyOf(affine);
    }

    /** A header with the usual coding: millimetres, seconds, scanner coordinates. */
    public NiftiHeader(
            List<Integer> size,
            List<Double> spacing,
            List<List<Double>> affine,
            ByteOrder order,
            int datatype,
            long voxelOffset,
            double slope,
            double intercept) {
        this(size, spacing, affine, order, datatype, voxelOffset, slope, intercept, usual(size.get(3)));
    }

    private static Coding usual(int volumes) {
        return new Coding(volumes > 1 ? 4 : 3, "mm", "sec", 1, 1);
    }

    /** Number of volumes: 1 for a single image. */
    public int volumes() {
        return size.get(3);
    }

    /** How long an uncompressed file must be to hold one byte for each voxel. */
    public long leastBytes() {
        long voxels = 1;
        for (int axis : size) {
            voxels = Math.multiplyExact(voxels, Math.max(1, axis));
        }
        return voxelOffset + voxels;
    }

    public static NiftiHeader read(Path file) throws IOException {
        try (InputStream in = open(file)) {
            return read(in);
        } catch (IllegalArgumentException problem) {
            throw new IOException(
                    "reading the NIfTI header of " + file.getFileName() + ": " + problem.getMessage(), problem);
        }
    }

    /** The file's bytes, unpacked when it is gzipped whatever its name. */
    static InputStream open(Path file) throws IOException {
        BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        in.mark(2);
        int first = in.read();
        int second = in.read();
        in.reset();
        if (first == 0x1F && second == 0x8B) {
            return new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16);
        }
        return in;
    }

    static NiftiHeader read(InputStream in) throws IOException {
        byte[] bytes = new byte[BYTES];
        new DataInputStream(in).readFully(bytes);
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (header.getInt(0) != BYTES) {
            header.order(ByteOrder.BIG_ENDIAN);
        }
        if (header.getInt(0) != BYTES || bytes[344] != 'n') {
            throw new IllegalArgumentException(
                    "file must start with a NIfTI-1 header of 348 bytes: " + header.getInt(0));
        }
        double slope = header.getFloat(112);
        return new NiftiHeader(
                dimensions(header),
                IntStream.rangeClosed(1, 4)
                        .mapToObj(axis -> (double) header.getFloat(76 + 4 * axis))
                        .toList(),
                header.getShort(254) > 0 ? sform(header) : qform(header),
                header.order(),
                header.getShort(70),
                (long) header.getFloat(108),
                slope == 0 || !Double.isFinite(slope) ? 1 : slope,
                Double.isFinite(header.getFloat(116)) ? header.getFloat(116) : 0,
                coding(header));
    }

    private static Coding coding(ByteBuffer header) {
        int units = header.get(123);
        return new Coding(
                header.getShort(40),
                unit(SPACE_UNITS, units & 7),
                unit(TIME_UNITS, (units >> 3) & 7),
                header.getShort(252),
                header.getShort(254));
    }

    private static String unit(List<String> units, int code) {
        return code < units.size() ? units.get(code) : units.get(0);
    }

    private static List<Integer> dimensions(ByteBuffer header) {
        int count = header.getShort(40);
        List<Integer> all = IntStream.rangeClosed(1, 7)
                .mapToObj(axis -> axis <= count ? (int) header.getShort(40 + 2 * axis) : 1)
                .toList();
        if (count < 1 || count > 7 || all.stream().anyMatch(length -> length < 1 || length > LARGEST_DIMENSION)) {
            throw new IllegalArgumentException("dimensions must be positive: " + all);
        }
        // More than four axes (vectors, several echoes) count as volumes.
        int volumes = all.get(3) * all.get(4) * all.get(5) * all.get(6);
        return List.of(all.get(0), all.get(1), all.get(2), volumes);
    }

    private static List<List<Double>> sform(ByteBuffer header) {
        return IntStream.range(0, 3)
                .mapToObj(row -> IntStream.range(0, 4)
                        .mapToObj(column -> (double) header.getFloat(280 + 16 * row + 4 * column))
                        .toList())
                .toList();
    }

    /** The rotation is stored as a unit quaternion: nifti1.h, "METHOD 2". */
    private static List<List<Double>> qform(ByteBuffer header) {
        double b = header.getFloat(256);
        double c = header.getFloat(260);
        double d = header.getFloat(264);
        double a = Math.sqrt(Math.max(0, 1 - b * b - c * c - d * d));
        double x = header.getFloat(80);
        double y = header.getFloat(84);
        double z = header.getFloat(88) * (header.getFloat(76) < 0 ? -1 : 1);
        return List.of(
                row(
                        (a * a + b * b - c * c - d * d) * x,
                        2 * (b * c - a * d) * y,
                        2 * (b * d + a * c) * z,
                        header.getFloat(268)),
                row(
                        2 * (b * c + a * d) * x,
                        (a * a + c * c - b * b - d * d) * y,
                        2 * (c * d - a * b) * z,
                        header.getFloat(272)),
                row(
                        2 * (b * d - a * c) * x,
                        2 * (c * d + a * b) * y,
                        (a * a + d * d - b * b - c * c) * z,
                        header.getFloat(276)));
    }

    private static List<Double> row(double... values) {
        return DoubleStream.of(values).boxed().toList();
    }
}
