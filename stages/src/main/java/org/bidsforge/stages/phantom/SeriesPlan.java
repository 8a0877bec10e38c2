// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.phantom;

import java.util.List;

/**
 * One series as it is to be generated; what a converter must find again.
 *
 * @param protocol the protocol's name in ReproIn style
 * @param sequence the scanner's name of the pulse sequence
 * @param gradients one for each volume of a diffusion series, else empty
 * @param stopped whether the operator stopped the series before its end
 */
record SeriesPlan(
        int number,
        String protocol,
        Kind kind,
        String sequence,
        Geometry geometry,
        Timing timing,
        int volumes,
        List<Gradient> gradients,
        boolean stopped) {

    SeriesPlan {
        gradients = List.copyOf(gradients);
    }

    enum Kind {
        SCOUT,
        ANATOMY,
        BOLD,
        /** Spin-echo EPI whose phase encoding runs to the back (AP). */
        FIELDMAP_TO_BACK,
        /** Spin-echo EPI whose phase encoding runs to the front (PA). */
        FIELDMAP_TO_FRONT,
        DIFFUSION;

        boolean isEcho() {
            return this != SCOUT && this != ANATOMY;
        }

        boolean isMosaic() {
            return this == BOLD;
        }

        Tissue.Contrast contrast() {
            return switch (this) {
                case SCOUT, ANATOMY -> Tissue.Contrast.T1;
                case BOLD -> Tissue.Contrast.GRADIENT_ECHO;
                case FIELDMAP_TO_BACK, FIELDMAP_TO_FRONT, DIFFUSION -> Tissue.Contrast.SPIN_ECHO;
            };
        }

        /** As Siemens writes it: positive along the image's column, so from the front to the back. */
        boolean phaseEncodingPositive() {
            return this != FIELDMAP_TO_FRONT;
        }
    }

    /** Times in milliseconds, the flip angle in degrees; the inversion time is 0 where there is none. */
    record Timing(double repetition, double echo, double inversion, double flipAngle) {}

    /** A diffusion weighting in s/mm² and its unit vector in patient coordinates. */
    record Gradient(int bValue, Geometry.Vector direction) {}

    int objects() {
        return kind.isMosaic() ? volumes : volumes * geometry.slices();
    }

    /** Milliseconds after the start of the volume at which a slice is acquired: odd slices first, then the even ones. */
    double sliceTime(int slice) {
        int slices = geometry.slices();
        int first = slices % 2;
        int half = slices / 2;
        int order = slice % 2 == (first == 1 ? 0 : 1) ? slice / 2 : slice / 2 + half + first;
        // Siemens gives these times in steps of 2.5 ms.
        return Math.floor(timing.repetition() / slices * order / 2.5) * 2.5;
    }
}
