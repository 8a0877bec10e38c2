// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bidsforge.stages.schema.DatasetView;

/**
 * Files that are being made inside a dataset, in a hidden folder of it, and put in their places when they are whole.
 * What a killed run left there is removed by the next one.
 */
final class Draft implements AutoCloseable, DatasetView {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final String IN_MEMORY = "bidsforge-links-";

    private final Path dataset;
    private final Path folder;
    private final TreeSet<String> paths = new TreeSet<>();

    private Draft(Path dataset, Path folder) {
        this.dataset = dataset;
        this.folder = folder;
    }

    static Draft open(Path dataset, String name) throws IOException {
        if (Files.exists(dataset) && !Files.isDirectory(dataset)) {
            throw new IOException("The dataset must be a folder, not a file: " + dataset);
        }
        try {
            Files.createDirectories(dataset);
        } catch (IOException e) {
            throw new IOException("The dataset's folder cannot be made: " + dataset + " (" + e + ")", e);
        }
        if (!Files.isWritable(dataset)) {
            throw new IOException("The dataset must be writable: " + dataset);
        }
        Draft draft = new Draft(dataset, dataset.resolve(".bidsforge-new-" + name));
        draft.delete();
        Files.createDirectory(draft.folder);
        return draft;
    }

    /** A folder for anything that does not go into the dataset. */
    Path scratch() throws IOException {
        return Files.createDirectories(folder.resolve("scratch"));
    }

    /**
     * A folder for thousands of symbolic links: in memory where there is such a place, since ext4 takes up to 0.2 ms for each
     * of them, more than dcm2niix takes for the object behind it.
     */
    synchronized Path links() throws IOException {
        Path links = scratch().resolve("links");
        if (!Files.exists(links)) {
            if (Files.isWritable(MEMORY)) {
                Files.createSymbolicLink(links, Files.createTempDirectory(MEMORY, IN_MEMORY));
            } else {
                Files.createDirectory(links);
            }
        }
        return links.toRealPath();
    }

    /** Where to write the file that is to stand at this path of the dataset. */
    synchronized Path file(String path) throws IOException {
        Path file = folder.resolve("tree").resolve(path);
        Files.createDirectories(file.getParent());
        paths.add(path);
        return file;
    }

    void text(String path, String content) throws IOException {
        Files.writeString(file(path), content);
    }

    @Override
    public synchronized Optional<Path> find(String path) {
        Path file = paths.contains(path) ? folder.resolve("tree").resolve(path) : dataset.resolve(path);
        return Optional.of(file).filter(Files::isRegularFile);
    }

    @Override
    public synchronized Set<String> names(String below) throws IOException {
        String prefix = below.isEmpty() ? "" : below + "/";
        Set<String> names = new TreeSet<>();
        for (String path : paths.tailSet(prefix)) {
            if (!path.startsWith(prefix)) {
                break;
            }
            names.add(path.substring(prefix.length()));
        }
        names.removeIf(name -> name.contains("/"));
        Path there = dataset.resolve(below);
        if (Files.isDirectory(there)) {
            try (Stream<Path> list = Files.list(there)) {
                list.map(file -> file.getFileName().toString()).forEach(names::add);
            }
        }
        return names;
    }

    /** Puts every file in its place; those that are there already with the same bytes are not touched. */
    List<String> publish() throws IOException {
        for (String path : paths) {
            Path from = folder.resolve("tree").resolve(path);
            Path to = dataset.resolve(path);
            if (Files.exists(to) && Files.mismatch(from, to) < 0) {
                continue;
            }
            Files.setPosixFilePermissions(from, PosixFilePermissions.fromString("rw-r--r--"));
            Files.createDirectories(to.getParent());
            // A symlink of git-annex is replaced, never written through; the target may be read-only or shared.
            if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(to);
            }
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }
        return new ArrayList<>(paths);
    }

    @Override
    public void close() throws IOException {
        delete();
    }

    private void delete() throws IOException {
        Path links = folder.resolve("scratch/links");
        if (Files.isSymbolicLink(links)) {
            Path inMemory = Files.readSymbolicLink(links).normalize();
            // Only what was made by links(): a dataset from elsewhere may hold any symbolic link.
            if (MEMORY.equals(inMemory.getParent())
                    && inMemory.getFileName().toString().startsWith(IN_MEMORY)) {
                delete(inMemory);
            }
        }
        delete(folder);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
