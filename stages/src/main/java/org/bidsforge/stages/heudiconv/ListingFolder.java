// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.heudiconv;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The folder {@code .heudiconv} of a dataset. What lies there names people and days: it is readable by its owner only, and
 * git is told to leave it out.
 */
final class ListingFolder {
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE = PosixFilePermissions.asFileAttribute(OWNER);

    private final Path dataset;

    ListingFolder(Path dataset) {
        this.dataset = dataset;
    }

    /**
     * Writes the listing over an earlier one; each file is there whole or as it was before.
     *
     * @return the folder of the files
     */
    Path write(Listing listing) throws IOException {
        Path root = dataset.resolve(".heudiconv");
        Path folder = root.resolve(listing.session().subject());
        folder = listing.session()
                .session()
                .map(label -> "ses-" + label)
                .map(folder::resolve)
                .orElse(folder)
                .resolve("info");
        try {
            Files.createDirectories(dataset);
            Files.createDirectories(folder, PRIVATE);
            // Folders that heudiconv made are open to all.
            Files.setPosixFilePermissions(folder, OWNER);
            if (!Files.exists(root.resolve(".gitignore"), LinkOption.NOFOLLOW_LINKS)) {
                publish(root, Map.of(".gitignore", "*\n"));
            }
            publish(folder, listing.files());
        } catch (IOException problem) {
            throw new IOException("The listing cannot be written to " + folder + ": " + reason(problem), problem);
        }
        return folder;
    }

    private static String reason(IOException problem) {
        if (problem instanceof AccessDeniedException denied) {
            return "you may not write to " + denied.getFile() + ". Give another -o.";
        }
        if (problem instanceof FileAlreadyExistsException taken) {
            return "a file is in the place of the folder " + taken.getFile() + ". Move it away.";
        }
        if (problem instanceof FileSystemException other && other.getReason() == null) {
            return "there can be no " + other.getFile() + ". Give another -o.";
        }
        return String.valueOf(problem.getMessage());
    }

    private static void publish(Path folder, Map<String, String> files) throws IOException {
        Map<Path, Path> drafts = new HashMap<>();
        try {
            for (Map.Entry<String, String> file : files.entrySet()) {
                // Readable by the owner only from the first byte on.
                Path draft = Files.createTempFile(folder, ".new-", "");
                drafts.put(draft, folder.resolve(file.getKey()));
                Files.writeString(draft, file.getValue());
            }
            for (Map.Entry<Path, Path> draft : drafts.entrySet()) {
                Files.move(draft.getKey(), draft.getValue(), StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            for (Path draft : drafts.keySet()) {
                Files.deleteIfExists(draft);
            }
        }
    }
}
