// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.directory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.bidsforge.store.CheckedContent;
import org.bidsforge.store.ObjectContent;

/**
 * A temporary file in the store's own file system that becomes an object by one rename. Everything is synced before
 * {@link #publish} returns: the bytes, the folder that names them, and folders made for them.
 */
final class IncomingFile implements AutoCloseable {
    private static final int BUFFER = 1 << 17;
    /** No writer pauses that long, so an older temporary file was left behind by a killed one. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final Path file;
    private final String name;

    private IncomingFile(Path file, String name) {
        this.file = file;
        this.name = name;
    }

    static IncomingFile create(Path root, String name) throws IOException {
        Path folder = root.resolve(FileNames.INCOMING);
        Path file = folder.resolve(UUID.randomUUID().toString());
        try {
            Files.createDirectories(folder);
            sweep(folder);
            // Not createTempFile: the object must get the permissions that the umask gives.
            Files.createFile(file);
        } catch (IOException e) {
            throw DirectoryObjectStore.failure("put", name, e);
        }
        return new IncomingFile(file, name);
    }

    /** Removes what killed writers left behind. */
    private static void sweep(Path folder) throws IOException {
        Instant limit = Instant.now().minus(ABANDONED);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (isOlder(file, limit)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static boolean isOlder(Path file, Instant limit) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(limit);
        } catch (NoSuchFileException publishedMeanwhile) {
            return false;
        }
    }

    void write(ObjectContent content) throws IOException {
        try (CheckedContent bytes = new CheckedContent(name, content);
                FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                write(channel, ByteBuffer.wrap(buffer, 0, read));
            }
            bytes.verify();
            channel.force(true);
        }
    }

    private void write(FileChannel channel, ByteBuffer rest) throws IOException {
        try {
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        } catch (IOException e) {
            throw DirectoryObjectStore.failure("put", name, e);
        }
    }

    void publish(Path target) throws IOException {
        try {
            createFolder(target.resolveSibling(""));
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
            syncFolder(target.resolveSibling(""));
        } catch (IOException e) {
            throw DirectoryObjectStore.failure("put", name, e);
        }
    }

    /** Like {@code Files.createDirectories}, but each new folder is durable in its parent. */
    private static void createFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.resolveSibling("");
        createFolder(parent);
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
        syncFolder(parent);
    }

    private static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Removes the file if it was not published. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
