// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.heudiconv;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A path with {@code {subject}} and {@code {session}}, and with the wildcards of a shell in its parts. */
final class PathTemplate {
    private PathTemplate() {}

    static List<Path> files(String template, String subject, Optional<String> session) throws IOException {
        String filled =
                template.replace("{subject}", subject).replace("%s", subject).replace("{session}", session.orElse(""));
        List<Path> found = new ArrayList<>(List.of(Path.of(filled.startsWith("/") ? "/" : "")));
        for (Path part : Path.of(filled)) {
            List<Path> next = new ArrayList<>();
            for (Path folder : found) {
                next.addAll(matches(folder, part.toString()));
            }
            found = next;
        }
        return found.stream().sorted().toList();
    }

    private static List<Path> matches(Path folder, String part) throws IOException {
        if (!part.contains("*") && !part.contains("?") && !part.contains("[")) {
            Path path = folder.resolve(part);
            return part.equals("..") || Files.exists(path) ? List.of(path) : List.of();
        }
        List<Path> matches = new ArrayList<>();
        Path listed = folder.toString().isEmpty() ? Path.of(".") : folder;
        if (Files.isDirectory(listed)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(listed, part)) {
                entries.forEach(entry -> matches.add(folder.resolve(entry.getFileName())));
            }
        }
        return matches;
    }
}
