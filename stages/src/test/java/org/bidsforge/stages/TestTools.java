// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bidsforge.core.config.Environment;
import org.bidsforge.core.config.Toolbox;

/** The programs and data that integration tests need; a test without them is aborted with the reason. */
public final class TestTools {
    private TestTools() {}

    public static Toolbox toolbox() throws IOException {
        Toolbox toolbox = Environment.of(System.getenv()).toolbox();
        for (Toolbox.Tool tool : Toolbox.Tool.values()) {
            assumeTrue(toolbox.find(tool).isPresent(), "needs " + tool.executable() + " in " + toolbox.root());
        }
        assumeTrue(toolbox.schema().isPresent(), "needs bidsschematools in " + toolbox.root());
        return toolbox;
    }

    /** The folder of an archive of ../shared/data, unpacked. */
    public static Path sharedData(String name, Path into) throws IOException, InterruptedException {
        Optional<Path> archive = Stream.iterate(
                        Path.of("").toAbsolutePath(), folder -> folder != null, folder -> folder.getParent())
                .map(folder -> folder.resolve("shared/data").resolve(name + ".tar.zst"))
                .filter(Files::exists)
                .findFirst();
        assumeTrue(archive.isPresent(), "needs " + name + " in ../shared/data");
        Process tar = new ProcessBuilder(
                        "tar", "-I", "zstd", "-xf", archive.orElseThrow().toString(), "-C", into.toString())
                .inheritIO()
                .start();
        assumeTrue(tar.waitFor() == 0, "needs tar and zstd");
        return into.resolve(name);
    }

    /** Every file below the folder by its path, with its content as hash; links by their target. */
    public static SortedMap<String, String> tree(Path folder) throws IOException {
        SortedMap<String, String> tree = new TreeMap<>();
        for (Path file : files(folder)) {
            byte[] content = Files.isSymbolicLink(file)
                    ? Files.readSymbolicLink(file).toString().getBytes(java.nio.charset.StandardCharsets.UTF_8)
                    : Files.readAllBytes(file);
            tree.put(folder.relativize(file).toString(), java.util.Arrays.hashCode(content) + ":" + content.length);
        }
        return tree;
    }

    public static List<Path> files(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            walk.filter(path -> Files.isSymbolicLink(path) || Files.isRegularFile(path))
                    .sorted()
                    .forEach(files::add);
        }
        return files;
    }
}
