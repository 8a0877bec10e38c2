// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.phantom;

/**
 * Where the voxels of a series lie in the patient, in millimetres.
 *
 * @param spacing along a row, along a column, and from slice to slice
 */
record Geometry(int columns, int rows, int slices, Vector spacing, Orientation orientation) {

    /** The directions of rows and columns; slices follow their cross product. */
    enum Orientation {
        AXIAL,
        SAGITTAL;

        Vector row() {
            return this == AXIAL ? new Vector(1, 0, 0) : new Vector(0, 1, 0);
        }

        Vector column() {
            return this == AXIAL ? new Vector(0, 1, 0) : new Vector(0, 0, -1);
        }

        Vector normal() {
            return row().cross(column());
        }
    }

    /** The middle of the voxel; the middle of the head is in the middle of the volume. */
    Vector position(double column, double row, double slice) {
        return orientation
                .row()
                .times((column - (columns - 1) / 2.0) * spacing.x())
                .plus(orientation.column().times((row - (rows - 1) / 2.0) * spacing.y()))
                .plus(orientation.normal().times((slice - (slices - 1) / 2.0) * spacing.z()));
    }

    Vector normal() {
        return orientation.normal();
    }

    int voxelsPerSlice() {
        return columns * rows;
    }

    /** Slices per side of the square in which a mosaic shows a volume. */
    int tiles() {
        return (int) Math.ceil(Math.sqrt(slices));
    }

    record Vector(double x, double y, double z) {
        Vector plus(Vector other) {
            return new Vector(x + other.x, y + other.y, z + other.z);
        }

        Vector times(double factor) {
            return new Vector(x * factor, y * factor, z * factor);
        }

        Vector cross(Vector other) {
            return new Vector(y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x);
        }

        double dot(Vector other) {
            return x * other.x + y * other.y + z * other.z;
        }
    }
}
