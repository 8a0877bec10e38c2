// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The folder for what archives contain; each member lies under a number, because names in an archive may point anywhere. */
final class Unpacked {
    private static final int MOST_MEMBERS = 1_000_000;
    private static final long ALWAYS_ALLOWED = 2L << 30;
    /** Scans shrink to a fifth, empty slices to a hundredth; what grows more is made to fill the disk. */
    private static final long MOST_GROWTH = 200;

    private final Path folder;
    private int count;

    Unpacked(Path folder) {
        this.folder = folder;
    }

    /** Whether the file is a member of an archive. */
    boolean holds(Path file) {
        return file.startsWith(folder);
    }

    /** How much one archive of this size may unpack to. */
    Budget budget(long archiveSize) {
        return budgetOf(Math.max(ALWAYS_ALLOWED, archiveSize * MOST_GROWTH));
    }

    Budget budgetOf(long bytes) {
        return new Budget(bytes);
    }

    /** What is left of an archive's share. */
    static final class Budget {
        private final byte[] block = new byte[1 << 16];
        private long left;

        Budget(long bytes) {
            this.left = bytes;
        }

        /** Writes one member; fails when the archive grows out of all proportion. */
        DicomInputs.Found take(InputStream in, Unpacked folder, String name) throws IOException {
            if (folder.count == MOST_MEMBERS) {
                throw new IOException("archives must have at most " + MOST_MEMBERS + " files");
            }
            Path file = folder.folder.resolve(String.format(Locale.ROOT, "%08d", folder.count));
            folder.count++;
            try (OutputStream out = Files.newOutputStream(file)) {
                for (int read = in.read(block); read >= 0; read = in.read(block)) {
                    left -= read;
                    if (left < 0) {
                        throw new IOException("it unpacks to more than " + MOST_GROWTH
                                + " times its size, as archives do that are made to fill a disk");
                    }
                    out.write(block, 0, read);
                }
            } catch (IOException e) {
                Files.deleteIfExists(file);
                throw e;
            }
            return new DicomInputs.Found(file, name);
        }
    }
}
