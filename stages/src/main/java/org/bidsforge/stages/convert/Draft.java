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
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bidsforge.stages.schema.DatasetView;

/** Files that are being made inside a dataset, in a hidden folder of it, and put in their places when they are whole. */
final class Draft implements AutoCloseable, DatasetView {
    private final Path dataset;
    private final DraftFolder folder;
    private final TreeSet<String> paths = new TreeSet<>();

    private Draft(Path dataset, DraftFolder folder) {
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
        return new Draft(dataset, DraftFolder.open(dataset, name));
    }

    /** A folder for anything that does not go into the dataset. */
    Path scratch() throws IOException {
        return folder.scratch();
    }

    /** A folder for thousands of symbolic links. */
    synchronized Path links() throws IOException {
        return folder.links();
    }

    /** Where to write the file that is to stand at this path of the dataset. */
    synchronized Path file(String path) throws IOException {
        Path file = made(path);
        Files.createDirectories(file.getParent());
        paths.add(path);
        return file;
    }

    void text(String path, String content) throws IOException {
        Files.writeString(file(path), content);
    }

    @Override
    public synchronized Optional<Path> find(String path) {
        Path file = paths.contains(path) ? made(path) : dataset.resolve(path);
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

    /** The paths of all files that are to be published, sorted. */
    synchronized List<String> paths() {
        return List.copyOf(paths);
    }

    /**
     * Puts these files in their places; those that are there already with the same bytes are not touched. Gives those that
     * were there with other bytes.
     */
    List<String> publish(Collection<String> wanted) throws IOException {
        List<String> changed = new ArrayList<>();
        for (String path : wanted) {
            Path to = dataset.resolve(path);
            if (!Files.exists(to) || Files.mismatch(made(path), to) >= 0) {
                changed.add(path);
                Files.setPosixFilePermissions(made(path), PosixFilePermissions.fromString("rw-r--r--"));
                // On a full disk this fails, and no file without the one beside it is there yet.
                Files.createDirectories(to.getParent());
            }
        }
        List<String> replaced = new ArrayList<>();
        for (String path : changed) {
            Path to = dataset.resolve(path);
            if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
                replaced.add(path);
            }
            // A symlink of git-annex is replaced, never written through; its target may be read-only or shared.
            Files.move(made(path), to, StandardCopyOption.ATOMIC_MOVE);
        }
        return replaced;
    }

    private Path made(String path) {
        return folder.path().resolve("tree").resolve(path);
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }
}
