// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder of a job: what it leaves for people at the top, everything else in a part that is emptied. */
final class JobFolder implements AutoCloseable {
    private final Path root;
    private final Path work;

    private JobFolder(Path root) {
        this.root = root;
        this.work = root.resolve("bidsforge-work");
    }

    /** Opens the folder; what a killed job left in it is removed and never trusted. */
    static JobFolder open(Path root) throws IOException {
        JobFolder folder = new JobFolder(root);
        folder.close();
        Files.createDirectories(folder.work);
        return folder;
    }

    Path work(String name) {
        return work.resolve(name);
    }

    void leave(String fileName, String content) throws IOException {
        Files.writeString(root.resolve(fileName), content);
    }

    @Override
    public void close() throws IOException {
        clear("");
    }

    /** Removes a part of the work folder, or all of it. */
    void clear(String part) throws IOException {
        Path folder = part.isEmpty() ? work : work.resolve(part);
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
