// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.spool;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Compares the files in a session's folder with its ledger. */
final class LeftOvers {
    private final Path folder;
    private final Ledger ledger;

    LeftOvers(Path folder, Ledger ledger) {
        this.folder = folder;
        this.ledger = ledger;
    }

    /** Deletes files that are committed elsewhere or were never acknowledged; only while nothing is being received. */
    void delete() throws IOException {
        Set<String> needed = needed();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.dcm")) {
            for (Path file : files) {
                if (!needed.contains(file.getFileName().toString())) {
                    Files.delete(file);
                }
            }
        }
    }

    boolean complete() throws IOException {
        for (String name : needed()) {
            if (!Files.exists(folder.resolve(name))) {
                return false;
            }
        }
        return true;
    }

    int highestNumber() throws IOException {
        int highest = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.dcm")) {
            for (Path file : files) {
                String digits = file.getFileName().toString().replaceFirst("\\.dcm$", "");
                if (digits.matches("[0-9]{1,9}")) {
                    highest = Math.max(highest, Integer.parseInt(digits));
                }
            }
        }
        return highest;
    }

    private Set<String> needed() {
        Set<String> names = new HashSet<>();
        ledger.pending().forEach(object -> names.add(object.fileName()));
        ledger.conflicts().forEach(object -> names.add(object.fileName()));
        return names;
    }
}
