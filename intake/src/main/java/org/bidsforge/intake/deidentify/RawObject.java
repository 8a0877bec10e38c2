// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.deidentify;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A spooled object as its header describes it.
 *
 * @param leftOut why it does not go on; empty when it does
 */
public record RawObject(Path file, String seriesUid, String instanceUid, int instance, Optional<String> leftOut) {
    @Override
    public String toString() {
        return "RawObject[" + file.getFileName() + "]";
    }
}
