// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.phantom;

/** What the head is made of, and how bright it is in each contrast (arbitrary scanner units). */
enum Tissue {
    AIR(0, 0, 0, 0),
    SCALP(820, 90, 60, 0.0004),
    BONE(70, 30, 20, 0.0003),
    FLUID(170, 900, 1100, 0.0030),
    GREY(480, 620, 560, 0.0009),
    WHITE(720, 500, 430, 0.0007),
    MUSCLE(360, 160, 120, 0.0014);

    private final int t1;
    private final int t2star;
    private final int t2;
    private final double diffusivity;

    Tissue(int t1, int t2star, int t2, double diffusivity) {
        this.t1 = t1;
        this.t2star = t2star;
        this.t2 = t2;
        this.diffusivity = diffusivity;
    }

    double brightness(Contrast contrast) {
        return switch (contrast) {
            case T1 -> t1;
            case GRADIENT_ECHO -> t2star;
            case SPIN_ECHO -> t2;
        };
    }

    /** Mean diffusivity in mm²/s. */
    double diffusivity() {
        return diffusivity;
    }

    enum Contrast {
        T1,
        GRADIENT_ECHO,
        SPIN_ECHO
    }
}
