// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.dcm2niix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** dcm2niix as an external program: no shell, a bare environment, a time limit. */
public final class Dcm2niix {
    private static final int LOG_BYTES = 64 * 1024;
    private static final long LEAST_SPACE = 128 * 1024;

    private final Path executable;
    private final Duration patience;

    public Dcm2niix(Path executable, Duration patience) {
        this.executable = executable;
        this.patience = patience;
    }

    /** What a run gave: images even when it complained, and the end of what it said. */
    public record Run(List<RawImage> images, boolean clean, String lastWords) {
        public Run {
            images = List.copyOf(images);
        }
    }

    /**
     * Converts all objects below the folder, whose names must be made of digits and dashes; {@code out} is made and must not
     * exist.
     */
    public Run convert(Path dicom, Path out) throws IOException, InterruptedException {
        Files.createDirectories(out);
        Path log = out.resolve("dcm2niix.log");
        ProcessBuilder builder = new ProcessBuilder(
                        executable.toString(),
                        "-b",
                        "y",
                        "-ba",
                        "y",
                        "-z",
                        "n",
                        // Single frames of Siemens XA would be one image with all series of their time.
                        "-m",
                        "o",
                        // Not the UID of the series, in place of which it writes a time for such objects.
                        "-f",
                        "%b",
                        "-o",
                        out.toString(),
                        dicom.toString())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(log.toFile());
        Map<String, String> environment = builder.environment();
        String path = environment.getOrDefault("PATH", "");
        environment.clear();
        // A defaults file in the user's home would change the result.
        environment.putAll(Map.of("PATH", path, "HOME", out.toString(), "LC_ALL", "C", "TZ", "UTC"));
        Process process = builder.start();
        try {
            if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                return new Run(List.of(), false, "it did not end within " + patience.toSeconds() + " s");
            }
        } finally {
            end(process);
        }
        String error = process.exitValue() == 0 ? "" : lastWords(log);
        // It does not always notice; then what it wrote last may end early.
        if (error.contains("disk full") || Files.getFileStore(out).getUsableSpace() < LEAST_SPACE) {
            throw new IOException("the disk is full: " + out);
        }
        List<RawImage> images = new ArrayList<>();
        Optional<String> unreadable = read(out, images);
        boolean ended = process.exitValue() == 0;
        String words = ended ? unreadable.orElse("") : "exit code " + process.exitValue() + ": " + error;
        return new Run(images, ended && unreadable.isEmpty(), words);
    }

    /** Nothing is written any more when this returns. */
    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
    }

    /** Reads what was written; a file that is broken is told and left out. */
    private static Optional<String> read(Path out, List<RawImage> images) throws IOException {
        List<Path> files;
        try (Stream<Path> list = Files.list(out)) {
            files = list.filter(file -> file.toString().endsWith(".nii"))
                    .sorted()
                    .toList();
        }
        Optional<String> unreadable = Optional.empty();
        for (Path file : files) {
            try {
                RawImage.read(file).ifPresent(images::add);
            } catch (IOException broken) {
                unreadable = Optional.of("it wrote an image that cannot be read");
            }
        }
        return unreadable;
    }

    private static String lastWords(Path log) throws IOException {
        byte[] bytes;
        try (var in = Files.newInputStream(log)) {
            in.skipNBytes(Math.max(0, Files.size(log) - LOG_BYTES));
            bytes = in.readNBytes(LOG_BYTES);
        }
        return new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("Error") || line.startsWith("Warning"))
                .reduce((first, second) -> second)
                .orElse("no error was named");
    }
}
