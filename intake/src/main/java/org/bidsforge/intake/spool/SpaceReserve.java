// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/** The bytes that must stay free where the spool lies; below it nothing is accepted. */
public record SpaceReserve(LongSupplier free, long bytes) {
    public SpaceReserve {
        if (bytes < 0) {
            throw new IllegalArgumentException("space reserve must not be negative: " + bytes);
        }
    }

    public static SpaceReserve of(Path folder, long bytes) {
        return new SpaceReserve(
                () -> {
                    try {
                        return Files.getFileStore(folder).getUsableSpace();
                    } catch (IOException e) {
                        throw new UncheckedIOException("ask for the free space of " + folder, e);
                    }
                },
                bytes);
    }

    public boolean hasRoom() {
        return free.getAsLong() > bytes;
    }
}
