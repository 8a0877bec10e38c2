// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.scanner;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * What the scanners of these tests see: an oblique box of small volumes in which each voxel tells its own place. Unequal
 * sides and spacings let no exchange or turn of axes pass.
 */
record Phantom(int slices, int volumes) {
    static final int COLUMNS = 8;
    static final int ROWS = 6;

    /** Millimetres between the centres of neighbouring rows, columns and slices. */
    static final double ROW_SPACING = 2.5;

    static final double COLUMN_SPACING = 2.0;
    static final double SLICE_SPACING = 3.5;

    /** Twelve degrees about the third axis, then twenty about the first; millimetres of PS3.3 C.7.6.2.1.1. */
    private static final double FIRST_TURN = Math.toRadians(12);

    private static final double SECOND_TURN = Math.toRadians(20);
    private static final double[] ALONG_ROW = {Math.cos(FIRST_TURN), Math.sin(FIRST_TURN), 0};
    private static final double[] ALONG_COLUMN = {
        -Math.sin(FIRST_TURN) * Math.cos(SECOND_TURN),
        Math.cos(FIRST_TURN) * Math.cos(SECOND_TURN),
        Math.sin(SECOND_TURN)
    };
    private static final double[] ACROSS = {
        Math.sin(FIRST_TURN) * Math.sin(SECOND_TURN),
        -Math.cos(FIRST_TURN) * Math.sin(SECOND_TURN),
        Math.cos(SECOND_TURN)
    };
    private static final double[] CORNER = {-20, -31, 12.5};

    /** Patient coordinates of the centre of the first voxel of a slice. */
    static double[] position(int slice) {
        return place(slice, 0, 0);
    }

    static double[] place(double slice, double row, double column) {
        double[] place = CORNER.clone();
        for (int axis = 0; axis < 3; axis++) {
            place[axis] += ACROSS[axis] * SLICE_SPACING * slice
                    + ALONG_COLUMN[axis] * ROW_SPACING * row
                    + ALONG_ROW[axis] * COLUMN_SPACING * column;
        }
        return place;
    }

    /** Slice, row and column at patient coordinates. */
    static double[] index(List<Double> place) {
        double[] from = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            from[axis] = place.get(axis) - CORNER[axis];
        }
        return new double[] {
            dot(from, ACROSS) / SLICE_SPACING,
            dot(from, ALONG_COLUMN) / ROW_SPACING,
            dot(from, ALONG_ROW) / COLUMN_SPACING
        };
    }

    /** A direction of the patient in the image's own: along rows, along columns, across. */
    static double[] inImage(double[] direction) {
        return new double[] {dot(direction, ALONG_ROW), dot(direction, ALONG_COLUMN), dot(direction, ACROSS)};
    }

    /** The six cosines of ImageOrientationPatient. */
    static double[] orientation() {
        double[] six = new double[6];
        System.arraycopy(ALONG_ROW, 0, six, 0, 3);
        System.arraycopy(ALONG_COLUMN, 0, six, 3, 3);
        return six;
    }

    static double dot(double[] one, double[] other) {
        return one[0] * other[0] + one[1] * other[1] + one[2] * other[2];
    }

    /** What the voxel holds; below 4096 for up to four volumes of ten slices. */
    static int value(int volume, int slice, int row, int column) {
        return 1 + 1000 * volume + 100 * slice + 10 * row + column;
    }

    /** One slice as the words of PixelData. */
    static byte[] pixels(int volume, int slice) {
        ByteBuffer pixels = ByteBuffer.allocate(2 * ROWS * COLUMNS).order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                pixels.putShort((short) value(volume, slice, row, column));
            }
        }
        return pixels.array();
    }
}
