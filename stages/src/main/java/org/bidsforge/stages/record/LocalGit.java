// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.record;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Git and git-annex as programs that run in a working tree; no shell, nothing but arguments and standard input. */
final class LocalGit {
    /** So many paths fit in one command line, however long they are. */
    private static final int PATHS_AT_ONCE = 200;

    private static final int OUTPUT_BYTES = 16 << 20;

    private final Path folder;
    private final String searchPath;

    /** @param gitAnnex the program, which git finds as its own command {@code annex} */
    LocalGit(Path folder, Path gitAnnex) {
        this.folder = folder;
        this.searchPath = gitAnnex.toAbsolutePath().getParent() + File.pathSeparator + System.getenv("PATH");
    }

    /** What a command printed, and whether it succeeded. */
    record Ran(int exit, String output, String complaint) {}

    /** Runs git with these arguments; what it prints, without the line's end. */
    String run(String... arguments) throws IOException, InterruptedException {
        return succeeded(List.of(arguments), attempt("", List.of(arguments)))
                .output()
                .strip();
    }

    /** Runs git with this on its standard input. */
    void feed(String input, String... arguments) throws IOException, InterruptedException {
        succeeded(List.of(arguments), attempt(input, List.of(arguments)));
    }

    /** Runs git on these paths, as often as needed; all that it printed. */
    String each(List<String> paths, String... arguments) throws IOException, InterruptedException {
        StringBuilder output = new StringBuilder();
        for (List<String> some : groups(paths)) {
            List<String> command = new ArrayList<>(List.of(arguments));
            command.add("--");
            command.addAll(some);
            output.append(succeeded(List.of(arguments), attempt("", command)).output());
        }
        return output.toString();
    }

    /** Runs git, whatever comes of it. */
    Ran attempt(String input, List<String> arguments) throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("bidsforge-git-");
        try {
            Path in = Files.writeString(scratch.resolve("in"), input);
            Path out = scratch.resolve("out");
            Path complaint = scratch.resolve("err");
            List<String> command = new ArrayList<>(List.of("git"));
            command.addAll(arguments);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(complaint.toFile());
            builder.environment().put("PATH", searchPath);
            builder.environment().put("GIT_LITERAL_PATHSPECS", "1");
            Process process = builder.start();
            try {
                int exit = process.waitFor();
                return new Ran(exit, text(out), text(complaint));
            } finally {
                process.destroy();
            }
        } finally {
            for (String name : List.of("in", "out", "err")) {
                Files.deleteIfExists(scratch.resolve(name));
            }
            Files.delete(scratch);
        }
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(OUTPUT_BYTES), StandardCharsets.UTF_8);
        }
    }

    private Ran succeeded(List<String> arguments, Ran ran) throws IOException {
        if (ran.exit() == 0) {
            return ran;
        }
        String words = ran.complaint().lines().filter(line -> !line.isBlank()).collect(Collectors.joining(" "));
        throw new IOException("git " + String.join(" ", arguments) + " failed in " + folder + ": " + words);
    }

    private static List<List<String>> groups(List<String> paths) {
        List<List<String>> groups = new ArrayList<>();
        for (int i = 0; i < paths.size(); i += PATHS_AT_ONCE) {
            groups.add(paths.subList(i, Math.min(paths.size(), i + PATHS_AT_ONCE)));
        }
        return groups;
    }
}
