// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.pipeline;

/** A number that a stage measured, with its unit ({@code s}, {@code mm}, {@code bytes}, {@code 1} for a count). */
public record Measure(String name, double value, String unit) {
    public Measure {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("A measure must be a finite number: " + name + " = " + value);
        }
    }
}
