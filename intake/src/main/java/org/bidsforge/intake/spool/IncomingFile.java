// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.spool;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A file that is being received. It disappears on close unless the spool took it over, so nothing half-written stays
 * behind whatever goes wrong in between.
 */
public final class IncomingFile implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final FileChannel channel;
    private final OutputStream out;
    private final MessageDigest digest = Fingerprints.sha256();
    private final AtomicBoolean taken = new AtomicBoolean();

    IncomingFile(Path file) throws IOException {
        this.file = file;
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
    }

    /** Bytes that belong to the file but not to the object: its preamble and file meta information. */
    public OutputStream header() {
        return out;
    }

    /** Bytes that tell one object from another: the data set as the sender encoded it. */
    public OutputStream content() {
        return new DigestOutputStream(out, digest);
    }

    /** Hands buffered bytes to the file system, so that {@link #path} can be read back. */
    public void flush() throws IOException {
        out.flush();
    }

    public Path path() {
        return file;
    }

    /**
     * Moves the file and forces its bytes to the disk; afterwards it is the spool's. In this order journalling file
     * systems write bytes and name at once; a file that no journal mentions is removed at the next start anyway.
     */
    void moveTo(Path target) throws IOException {
        out.flush();
        Files.move(file, target);
        taken.set(true);
        channel.force(true);
    }

    byte[] contentDigest() {
        return digest.digest();
    }

    long size() throws IOException {
        return channel.size();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (!taken.get()) {
            Files.deleteIfExists(file);
        }
    }
}
