// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The real data beside the repository, unpacked once; a test is aborted where they are missing. */
public final class SharedArchives {
    private SharedArchives() {}

    /** The folder an archive unpacks to. */
    public static Path unpack(String name) {
        Path archive = archive(name + ".tar.zst");
        Path folder = Path.of(System.getProperty("java.io.tmpdir"), "bidsforge-shared-data");
        Path target = folder.resolve(name);
        try {
            if (Files.isDirectory(target)) {
                return target;
            }
            Files.createDirectories(folder);
            Path fresh = Files.createTempDirectory(folder, "unpack");
            run(List.of("tar", "-I", "zstd", "-xf", archive.toString(), "-C", fresh.toString()));
            Files.move(fresh.resolve(name), target);
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<Path> filesIn(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".pdf"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException(command + ": " + output);
            }
            return output;
        } catch (IOException e) {
            return abort("This test needs the program " + command.get(0));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Where {@code script/bootstrap} puts what it installs. */
    public static Path cache() {
        return Path.of(System.getProperty("user.home"), ".cache", "bidsforge");
    }

    /** A program of the toolbox, else the one of the system. */
    public static String tool(String name) {
        String toolbox = System.getenv()
                .getOrDefault("BIDSFORGE_TOOLBOX", cache().resolve("toolbox").toString());
        Path program = Path.of(toolbox, "bin", name);
        return Files.isExecutable(program) ? program.toString() : name;
    }

    private static Path archive(String name) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path archive = folder.resolve("shared/data").resolve(name);
            if (Files.exists(archive)) {
                return archive;
            }
        }
        return abort("This test needs the data set " + name);
    }
}
