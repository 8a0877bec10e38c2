// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.scanner;

/** One unweighted volume and three along lines of the patient that are not those of the image. */
final class Directions {
    static final Phantom PHANTOM = new Phantom(5, 4);
    static final double[] WEIGHTS = {0, 1000, 1000, 1000};
    static final double[][] OF_PATIENT = {{0, 0, 0}, {1, 0, 0}, {0.6, 0.8, 0}, {0, 0.28, 0.96}};

    private Directions() {}
}
