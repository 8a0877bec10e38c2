// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.sidecar;

import java.util.List;
import org.bidsforge.stages.image.NiftiHeader;

/** How much of one image lies within the box of another, by a grid of points. */
final class Coverage {
    private static final int POINTS = 5;

    private Coverage() {}

    /** From 0 to 1; 1 where a header does not say where its voxels lie. */
    static double share(NiftiHeader box, NiftiHeader image) {
        if (box.affine().size() < 3 || image.affine().size() < 3) {
            return 1;
        }
        int within = 0;
        for (int x = 0; x < POINTS; x++) {
            for (int y = 0; y < POINTS; y++) {
                for (int z = 0; z < POINTS; z++) {
                    within += isWithin(box, place(image, x, y, z)) ? 1 : 0;
                }
            }
        }
        return (double) within / (POINTS * POINTS * POINTS);
    }

    /** Scanner coordinates of a point of the grid, which reaches from the middle of the first voxels to that of the last. */
    private static double[] place(NiftiHeader image, int... point) {
        double[] place = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            List<Double> row = image.affine().get(axis);
            place[axis] = row.get(3);
            for (int i = 0; i < 3; i++) {
                place[axis] += row.get(i) * point[i] * (image.size().get(i) - 1) / (POINTS - 1);
            }
        }
        return place;
    }

    /** Half a voxel belongs to the box on each side. */
    private static boolean isWithin(NiftiHeader box, double[] place) {
        double[][] axes = new double[3][3];
        double[] from = new double[3];
        for (int row = 0; row < 3; row++) {
            List<Double> line = box.affine().get(row);
            from[row] = place[row] - line.get(3);
            for (int column = 0; column < 3; column++) {
                axes[column][row] = line.get(column);
            }
        }
        double volume = dot(axes[0], cross(axes[1], axes[2]));
        for (int axis = 0; axis < 3; axis++) {
            double index = dot(from, cross(axes[(axis + 1) % 3], axes[(axis + 2) % 3])) / volume;
            // A box without a volume holds nothing.
            if (!(index >= -0.5 && index <= box.size().get(axis) - 0.5)) {
                return false;
            }
        }
        return true;
    }

    private static double dot(double[] one, double[] other) {
        return one[0] * other[0] + one[1] * other[1] + one[2] * other[2];
    }

    private static double[] cross(double[] one, double[] other) {
        return new double[] {
            one[1] * other[2] - one[2] * other[1],
            one[2] * other[0] - one[0] * other[2],
            one[0] * other[1] - one[1] * other[0]
        };
    }
}
