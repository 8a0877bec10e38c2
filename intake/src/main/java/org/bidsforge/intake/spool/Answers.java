// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;

/** What a person answered about a session's conflicts, left as a file for the running intake. */
public final class Answers {
    private static final String FILE = "answer";

    private Answers() {}

    /** Leaves an answer for a session of the spool in this folder. */
    public static void leave(Path spool, String session, Keep keep) throws IOException {
        if (!session.matches("[0-9a-f]{12}")) {
            throw new IllegalArgumentException("a session must be twelve hexadecimal digits: " + session);
        }
        Path folder = spool.resolve("sessions").resolve(session);
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("the spool must hold the session: " + session);
        }
        Path draft =
                Files.writeString(folder.resolve(FILE + ".part"), keep.name().toLowerCase(Locale.ROOT));
        Files.move(draft, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    static Optional<Keep> read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Keep.valueOf(Files.readString(file).strip().toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static void clear(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(FILE));
    }
}
