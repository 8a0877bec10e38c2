// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.scanner;

import java.io.IOException;
import java.nio.file.Path;

/** A series that can be written as files. */
@FunctionalInterface
public interface MadeScan {
    void write(Path folder) throws IOException;
}
