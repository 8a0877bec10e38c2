// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.actions;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A job's own folder: its workspace, and the files by which steps talk to the runner. */
final class JobFolder {
    private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rwx------");

    private final Path root;

    private JobFolder(Path root) {
        this.root = root;
    }

    /** Makes it anew, whatever a killed run has left. */
    static JobFolder create(Path root, String event) throws IOException {
        delete(root);
        Files.createDirectories(root, PosixFilePermissions.asFileAttribute(OWN));
        JobFolder folder = new JobFolder(root);
        Files.createDirectory(folder.workspace());
        Files.createDirectory(folder.temp());
        Files.writeString(folder.event(), event);
        return folder;
    }

    Path workspace() {
        return root.resolve("workspace");
    }

    Path temp() {
        return root.resolve("temp");
    }

    Path event() {
        return root.resolve("event.json");
    }

    /** A file that a step may write to, empty at its start. */
    Path command(String name) {
        return root.resolve(name);
    }

    Path script(int step, String text) throws IOException {
        Path script = root.resolve("step-" + step + ".sh");
        Files.writeString(script, text.endsWith("\n") ? text : text + "\n");
        return script;
    }

    /** Variables that a step has set for the next ones: NAME=value, or NAME, two angle brackets and an end mark. */
    Map<String, String> newVariables() throws IOException {
        Map<String, String> variables = new LinkedHashMap<>();
        String[] lines =
                Files.readString(command("env"), StandardCharsets.UTF_8).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            int equals = lines[i].indexOf('=');
            int here = lines[i].indexOf("<<");
            if (here > 0 && (equals < 0 || here < equals)) {
                String end = lines[i].substring(here + 2);
                StringBuilder value = new StringBuilder();
                String name = lines[i].substring(0, here);
                for (i++; i < lines.length && !lines[i].equals(end); i++) {
                    value.append(value.isEmpty() ? "" : "\n").append(lines[i]);
                }
                variables.put(name, value.toString());
            } else if (equals > 0) {
                variables.put(lines[i].substring(0, equals), lines[i].substring(equals + 1));
            }
        }
        return variables;
    }

    void delete() throws IOException {
        delete(root);
    }

    static void delete(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                // git-annex takes the right to write from the folders of its objects.
                Files.setPosixFilePermissions(folder, OWN);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
