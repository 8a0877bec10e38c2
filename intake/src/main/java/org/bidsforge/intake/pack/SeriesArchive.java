// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.pack;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.bidsforge.core.annex.AnnexKey;
import org.bidsforge.core.annex.Backend;
import org.bidsforge.core.annex.KeyDigest;

/**
 * Writes the archive of a series. The same members in the same order give the same bytes everywhere: names are
 * ordinals, and owner, mode and time are fixed. The key is computed while the bytes pass.
 */
public final class SeriesArchive implements Closeable {
    private static final int MODE = 0100644;
    private static final int BUFFER = 1 << 18;

    private final KeyDigest digest;
    private final TarArchiveOutputStream tar;
    private int members;

    public SeriesArchive(Path file) throws IOException {
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
        digest = new KeyDigest(out);
        tar = new TarArchiveOutputStream(digest, "UTF-8");
        // Sizes above 8 GiB need a POSIX header; with any smaller one the archive is plain ustar.
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    }

    /** Adds the next member. */
    public void add(Path file) throws IOException {
        members++;
        TarArchiveEntry entry = new TarArchiveEntry(String.format("%05d.dcm", members));
        entry.setSize(Files.size(file));
        entry.setIds(0, 0);
        entry.setNames("", "");
        entry.setMode(MODE);
        entry.setModTime(0L);
        tar.putArchiveEntry(entry);
        Files.copy(file, tar);
        tar.closeArchiveEntry();
    }

    /** Ends the archive and names it; the file's name decides the key's extension. */
    public AnnexKey finish(String fileName) throws IOException {
        tar.finish();
        tar.flush();
        return digest.key(Backend.MD5E, fileName);
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }
}
