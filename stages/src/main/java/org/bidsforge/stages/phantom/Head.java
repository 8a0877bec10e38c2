// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.phantom;

/**
 * An invented head of ellipsoids with a folded cortex, in DICOM patient coordinates: millimetres to the left, to the
 * back and up, with the origin in the middle of the brain.
 */
final class Head {
    private Head() {}

    static Tissue at(double left, double back, double up) {
        double x = Math.abs(left);
        if (inside(x - 31, back + 76, up + 22, 12, 12, 12)) {
            return Tissue.FLUID;
        }
        double skull = ellipsoid(left, back - 3, up - 6, 71, 89, 83);
        if (skull < 1) {
            return skull > 0.86 ? Tissue.BONE : withinSkull(x, left, back, up);
        }
        if (ellipsoid(left, back - 3, up - 4, 77, 96, 90) < 1) {
            return Tissue.SCALP;
        }
        return face(x, back, up);
    }

    private static Tissue face(double x, double back, double up) {
        boolean nose = inside(x, back + 96, up + 42, 11, 17, 19);
        boolean jaw = inside(x, back + 40, up + 80, 48, 48, 32);
        boolean neck = up < -62 && up > -150 && ellipsoid(x, back - 16, 0, 50, 52, 1) < 1;
        if (inside(x, back + 62, up + 68, 17, 26, 8)) {
            return Tissue.AIR;
        }
        if (neck && inside(x, back - 30, 0, 15, 15, 1)) {
            return inside(x, back - 30, 0, 7, 7, 1) ? Tissue.WHITE : Tissue.BONE;
        }
        return nose || jaw || neck ? Tissue.MUSCLE : Tissue.AIR;
    }

    private static Tissue withinSkull(double x, double left, double back, double up) {
        double base = skullBase(back);
        if (up < base - 4) {
            return inside(x, back - 20, 0, 11, 11, 1) && back > 0 ? Tissue.WHITE : Tissue.MUSCLE;
        }
        if (up < base) {
            return Tissue.BONE;
        }
        if (inside(x, back - 50, up + 38, 46, 27, 20)) {
            return Math.sin(up * 1.1 + back * 0.35) > 0.25 ? Tissue.GREY : Tissue.WHITE;
        }
        if (up < -4 && inside(x, back - 20, 0, 13, 12, 1)) {
            return Tissue.WHITE;
        }
        double temporal = Math.sqrt(ellipsoid(x - 40, back + 2, up + 26, 21, 40, 20));
        if (temporal < 1) {
            return cortex(temporal, left, back, up);
        }
        double brain = Math.sqrt(ellipsoid(left, back - 3, up - 12, 64, 82, 66));
        if (brain > 1 || up < -20 || (x < 1 && brain > 0.85)) {
            return Tissue.FLUID;
        }
        return deep(x, left, back, up, brain);
    }

    /** The floor under the brain: high behind the eyes, low under the cerebellum. */
    private static double skullBase(double back) {
        return back < -38 ? -27 : Math.max(-64, -48 - 0.3 * back);
    }

    private static Tissue deep(double x, double left, double back, double up, double brain) {
        if (inside(x - 9 - Math.abs(back) * 0.12, back - 4, up - 14, 5.5, 30, 8)) {
            return Tissue.FLUID;
        }
        if (inside(x - 11, back - 10, up - 1, 7, 12, 8) || inside(x - 26, back + 4, up - 3, 6, 15, 10)) {
            return Tissue.GREY;
        }
        boolean callosum = inside(x, back - 4, up - 20, 14, 36, 13) && !inside(x, back - 4, up - 15, 14, 30, 12);
        double fold = Math.sin(back * 0.19 + Math.sin(up * 0.17) * 1.3);
        if (x < 5 + 2 * fold && brain > 0.3 && up > 0 && !callosum) {
            return fold > 0.93 ? Tissue.FLUID : Tissue.GREY;
        }
        return cortex(brain, left, back, up);
    }

    /** Folds: the depth of the grey ribbon waves with the place, the deepest folds carry fluid. */
    private static Tissue cortex(double brain, double left, double back, double up) {
        double fold =
                Math.sin(left * 0.23 + Math.sin(back * 0.11) * 1.7) * Math.sin(back * 0.21 + Math.cos(up * 0.13) * 1.5)
                        + 0.6 * Math.sin(up * 0.24 + left * 0.09);
        double depth = brain + 0.085 * fold;
        if (depth > 1.01) {
            return Tissue.FLUID;
        }
        return depth > 0.86 ? Tissue.GREY : Tissue.WHITE;
    }

    private static boolean inside(double x, double y, double z, double a, double b, double c) {
        return ellipsoid(x, y, z, a, b, c) < 1;
    }

    private static double ellipsoid(double x, double y, double z, double a, double b, double c) {
        double u = x / a;
        double v = y / b;
        double w = z / c;
        return u * u + v * v + w * w;
    }
}
