// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.source;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** Lists what lies below a folder; what cannot be looked into is told and passed over. */
final class Walk extends SimpleFileVisitor<Path> {
    private final Path root;
    private final List<Path> files;
    private final List<Collected.Damaged> unreadable;

    Walk(Path root, List<Path> files, List<Collected.Damaged> unreadable) {
        this.root = root;
        this.files = files;
        this.unreadable = unreadable;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        boolean hidden = !folder.equals(root) && DicomInputs.isHidden(root.relativize(folder));
        return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        boolean content = attributes.isRegularFile() || attributes.isSymbolicLink();
        if (content && !DicomInputs.isHidden(root.relativize(file))) {
            files.add(file);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException problem) {
        unreadable.add(new Collected.Damaged(
                root.relativize(file).toString(),
                "It cannot be read: " + problem.getClass().getSimpleName() + "."));
        return FileVisitResult.CONTINUE;
    }
}
