// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Scanner;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bidsforge.core.annex.AnnexPointer;

/** The sessions that changed last in a clone of a study's sourcedata. */
final class RecentSessions {
    private static final Pattern SESSION = Pattern.compile("(sub-[^/]+(?:/ses-[^/]+)?)/.+", Pattern.DOTALL);
    /** Larger files are content, not pointers to it. */
    private static final long LARGEST_POINTER = 32_768;

    private final Path clone;
    private final Path gitAnnex;

    RecentSessions(Path clone, Path gitAnnex) {
        this.clone = clone;
        this.gitAnnex = gitAnnex;
    }

    /** At most so many folders, the one that changed last first; git-annex gets what is not here. */
    List<Path> newest(int count) throws IOException, InterruptedException {
        List<Path> folders = new ArrayList<>();
        for (String session : changed(count)) {
            folders.add(clone.resolve(session));
        }
        List<String> absent = new ArrayList<>();
        for (Path folder : folders) {
            if (lacksContent(folder)) {
                absent.add(clone.relativize(folder).toString());
            }
        }
        if (!absent.isEmpty()) {
            get(absent);
        }
        return folders;
    }

    private Set<String> changed(int count) throws IOException, InterruptedException {
        Process git = new ProcessBuilder(
                        "git",
                        "-C",
                        clone.toString(),
                        "log",
                        "--format=",
                        "--name-only",
                        "--no-renames",
                        "-z",
                        "--",
                        ".")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Set<String> sessions = new LinkedHashSet<>();
        try (Scanner names = new Scanner(git.getInputStream(), StandardCharsets.UTF_8).useDelimiter("\\x00")) {
            while (sessions.size() < count && names.hasNext()) {
                Matcher session = SESSION.matcher(names.next().strip());
                if (session.matches() && Files.isDirectory(clone.resolve(session.group(1)))) {
                    sessions.add(session.group(1));
                }
            }
            boolean all = sessions.size() < count;
            if (all && git.waitFor() != 0) {
                throw new IOException(clone + " must be a clone of a study's sourcedata.");
            }
        } finally {
            git.destroy();
        }
        if (sessions.isEmpty()) {
            throw new IOException(
                    "There is no session in " + clone + ", which must be a clone of a study's sourcedata.");
        }
        return sessions;
    }

    private static boolean lacksContent(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(file -> !Files.isDirectory(file)).toList();
        }
        for (Path file : files) {
            boolean here = Files.isRegularFile(file);
            if (!here || (Files.size(file) <= LARGEST_POINTER && isPointer(file))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPointer(Path file) throws IOException {
        return AnnexPointer.read(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
                .isPresent();
    }

    private void get(List<String> sessions) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(gitAnnex.toString(), "get", "--quiet", "--"));
        command.addAll(sessions);
        // What it says is no part of the comparison.
        Process get = new ProcessBuilder(command)
                .directory(clone.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        get.getInputStream().transferTo(System.err);
        if (get.waitFor() != 0) {
            throw new IOException("git-annex could not get all sessions. Run: git -C " + clone + " annex get "
                    + String.join(" ", sessions));
        }
    }
}
