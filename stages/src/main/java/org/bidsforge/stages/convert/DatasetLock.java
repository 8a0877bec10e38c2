// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What only one process may do in a dataset at a time; a killed one holds nothing. Git does not see the folder of it. */
final class DatasetLock implements AutoCloseable {
    private static final String FILE = "lock";
    private static final String IGNORE = ".gitignore";

    private static final Logger LOG = LoggerFactory.getLogger(DatasetLock.class);
    /** A lock of the system belongs to a whole process and tells its threads nothing. */
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final FileChannel channel;

    private DatasetLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Waits for the lock that lies in the folder, which is made when it is missing. */
    static DatasetLock take(Path folder) throws IOException {
        THREADS.lock();
        // Whoever is being stopped must still be able to tidy up.
        boolean interrupted = Thread.interrupted();
        try {
            Optional<FileChannel> channel = attempt(folder);
            while (channel.isEmpty()) {
                channel = attempt(folder);
            }
            return new DatasetLock(channel.get());
        } catch (IOException | RuntimeException e) {
            THREADS.unlock();
            throw e;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Nothing where the file went away while this process waited for it. */
    private static Optional<FileChannel> attempt(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        Files.createDirectories(folder);
        try {
            // First of all, as whatever a killed run leaves must not be committed.
            Files.writeString(folder.resolve(IGNORE), "*\n");
            Files.createFile(file);
        } catch (FileAlreadyExistsException others) {
            LOG.trace("{} is there", file);
        } catch (NoSuchFileException folderGone) {
            return Optional.empty();
        }
        Optional<Object> before = identity(file);
        if (before.isEmpty()) {
            return Optional.empty();
        }
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
        lock(channel, folder);
        if (before.equals(identity(file))) {
            return Optional.of(channel);
        }
        channel.close();
        return Optional.empty();
    }

    private static Optional<Object> identity(Path file) throws IOException {
        try {
            Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            return Optional.of(key == null ? file : key);
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    private static void lock(FileChannel channel, Path folder) throws IOException {
        try {
            channel.lock();
        } catch (FileLockInterruptionException stopped) {
            channel.close();
            throw stopped;
        } catch (IOException unsupported) {
            // Some network file systems have no locks; one process at a time still works there.
            LOG.warn("{} cannot be locked: {}", folder, unsupported.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            THREADS.unlock();
        }
    }
}
