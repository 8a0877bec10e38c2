// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder for one run, hidden in a dataset, which git does not see. Runs may go on side by side; what a killed one left,
 * files and programs, is removed when the next one begins.
 */
final class DraftFolder implements AutoCloseable {
    static final String ALL = ".bidsforge-new";

    private static final Logger LOG = LoggerFactory.getLogger(DraftFolder.class);
    private static final String SCRATCH = "scratch";
    private static final String LINKS = "links";
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final String IN_MEMORY = "bidsforge-links-";
    /** Locked as long as the run lives. */
    private static final String ALIVE = "alive";
    /** Those of this process: to look at their locks would open them. */
    private static final Set<String> OWN = ConcurrentHashMap.newKeySet();

    private final Path all;
    private final Path folder;
    private final FileChannel alive;

    private DraftFolder(Path all, Path folder, FileChannel alive) {
        this.all = all;
        this.folder = folder;
        this.alive = alive;
    }

    static DraftFolder open(Path dataset, String name) throws IOException {
        Path all = dataset.resolve(ALL);
        DatasetLock alone = DatasetLock.take(all);
        try (alone) {
            removeLeftovers(all);
            Path folder = Files.createTempDirectory(all, name + "-");
            OWN.add(folder.getFileName().toString());
            FileChannel alive =
                    FileChannel.open(folder.resolve(ALIVE), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            lock(alive);
            return new DraftFolder(all, folder, alive);
        }
    }

    private static void lock(FileChannel alive) {
        try {
            FileLock lock = alive.tryLock();
            LOG.trace("holding {}", lock);
        } catch (IOException unsupported) {
            LOG.trace("no locks here", unsupported);
        }
    }

    Path path() {
        return folder;
    }

    /** For anything that does not go into the dataset. */
    Path scratch() throws IOException {
        return Files.createDirectories(folder.resolve(SCRATCH));
    }

    /**
     * A folder for thousands of symbolic links: in memory where there is such a place, since ext4 takes up to 0.2 ms for each
     * of them, more than dcm2niix takes for the object behind it.
     */
    Path links() throws IOException {
        Path links = scratch().resolve(LINKS);
        if (!Files.exists(links)) {
            if (Files.isWritable(MEMORY)) {
                Files.createSymbolicLink(links, Files.createTempDirectory(MEMORY, IN_MEMORY));
            } else {
                Files.createDirectory(links);
            }
        }
        return links.toRealPath();
    }

    /** Held while the dataset itself is changed. */
    static DatasetLock alone(Path dataset) throws IOException {
        return DatasetLock.take(dataset.resolve(ALL));
    }

    @Override
    public void close() throws IOException {
        DatasetLock alone = DatasetLock.take(all);
        try (alone) {
            alive.close();
            remove(folder);
            OWN.remove(folder.getFileName().toString());
            if (list(all).stream().noneMatch(Files::isDirectory)) {
                // Whoever waits for the lock sees that its file went, and makes a new one.
                delete(all);
            }
        }
    }

    private static void removeLeftovers(Path all) throws IOException {
        for (Path left : list(all)) {
            if (Files.isDirectory(left) && isLeft(left)) {
                LOG.debug("removing what a killed run left: {}", left);
                end(left);
                remove(left);
            }
        }
    }

    private static boolean isLeft(Path folder) throws IOException {
        if (OWN.contains(folder.getFileName().toString())) {
            return false;
        }
        try (FileChannel alive = FileChannel.open(folder.resolve(ALIVE), StandardOpenOption.WRITE)) {
            return alive.tryLock() != null;
        } catch (NoSuchFileException none) {
            return true;
        }
    }

    /** A dcm2niix outlives the run that was killed, and would go on writing into its folder. */
    private static void end(Path folder) {
        String place = "/" + ALL + "/" + folder.getFileName() + "/";
        ProcessHandle.allProcesses()
                .filter(process -> Arrays.stream(process.info().arguments().orElse(new String[0]))
                        .anyMatch(argument -> argument.contains(place)))
                .forEach(process -> {
                    process.destroyForcibly();
                    process.onExit()
                            .completeOnTimeout(process, 5, TimeUnit.SECONDS)
                            .join();
                });
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.toList();
        }
    }

    private static void remove(Path folder) throws IOException {
        Path links = folder.resolve(SCRATCH).resolve(LINKS);
        if (Files.isSymbolicLink(links)) {
            Path inMemory = Files.readSymbolicLink(links).normalize();
            // Only what was made by links(): a dataset from elsewhere may hold any symbolic link.
            if (MEMORY.equals(inMemory.getParent())
                    && inMemory.getFileName().toString().startsWith(IN_MEMORY)
                    && Files.isDirectory(inMemory)) {
                delete(inMemory);
            }
        }
        delete(folder);
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            try {
                Files.deleteIfExists(path);
            } catch (DirectoryNotEmptyException inUse) {
                LOG.debug("{} is in use", path);
            }
        }
    }
}
