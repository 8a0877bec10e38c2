// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.source;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A text file of Siemens' physiological unit that was handed in beside the objects.
 *
 * @param kind {@code puls}, {@code resp}, {@code ecg} or {@code ext}
 */
public record UnitLog(Path file, String kind) {
    private static final Set<String> KINDS = Set.of("puls", "resp", "ecg", "ext");

    /** What the name says; the content must bear it out when it is read. */
    static Optional<UnitLog> of(Path file, String name) {
        String kind = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return KINDS.contains(kind) ? Optional.of(new UnitLog(file, kind)) : Optional.empty();
    }
}
