// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.git;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** Makes the folder of a mirror: whole or not at all, also when two processes do it at once. */
final class NewMirror {
    private NewMirror() {}

    static void ensure(Path folder) throws IOException {
        if (Files.exists(folder.resolve(Constants.HEAD))) {
            return;
        }
        Path parent = folder.toAbsolutePath().getParent();
        Path start = parent == null ? folder.toAbsolutePath() : parent;
        Files.createDirectories(start);
        Path draft = Files.createTempDirectory(start, ".new-");
        try {
            create(draft);
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            remove(draft);
            // Another process was faster; its mirror is as good.
            if (!Files.exists(folder.resolve(Constants.HEAD))) {
                throw e;
            }
        }
    }

    private static void create(Path folder) throws IOException {
        try (Repository repository =
                new FileRepositoryBuilder().setGitDir(folder.toFile()).setBare().build()) {
            repository.create(true);
            StoredConfig config = repository.getConfig();
            // A process that ends would leave a packing in the background half done.
            config.setBoolean("gc", null, "autoDetach", false);
            // A third of git's own measure: a loose key log takes a whole block of the disk.
            config.setInt("gc", null, "auto", 2000);
            config.save();
            RefUpdate head = repository.updateRef(Constants.HEAD);
            head.disableRefLog();
            head.link(Constants.R_HEADS + "main");
        }
    }

    private static void remove(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
