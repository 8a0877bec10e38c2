// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.config;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** The foreign programs and data that the stages need: a Python environment first, then the machine's own. */
public record Toolbox(Path root) {
    /** The programs that the toolbox brings. */
    public enum Tool {
        DCM2NIIX("dcm2niix", "--version"),
        BIDS_VALIDATOR("bids-validator-deno", "--version"),
        GIT_ANNEX("git-annex", "version");

        private final String executable;
        private final String versionArgument;

        Tool(String executable, String versionArgument) {
            this.executable = executable;
            this.versionArgument = versionArgument;
        }

        public String executable() {
            return executable;
        }

        String versionArgument() {
            return versionArgument;
        }
    }

    private static final String SCHEMA = "site-packages/bidsschematools/data/schema.json";

    /** Where the tool is: in the toolbox, else on the search path. */
    public Optional<Path> find(Tool tool) {
        return find(tool.executable());
    }

    /** Where this program is: in the toolbox, else on the search path of this process. */
    public Optional<Path> find(String executable) {
        String searchPath = Optional.ofNullable(System.getenv("PATH")).orElse("");
        Stream<Path> folders = Stream.concat(
                Stream.of(root.resolve("bin")),
                Arrays.stream(searchPath.split(File.pathSeparator, -1))
                        .filter(folder -> !folder.isEmpty())
                        .map(Path::of));
        return folders.map(folder -> folder.resolve(executable))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /** Where the tool is, which must be somewhere. */
    public Path require(Tool tool) throws IOException {
        return find(tool)
                .orElseThrow(() ->
                        new IOException(tool.executable() + " must be in the toolbox or on the search path: " + root));
    }

    /** The BIDS schema as data. */
    public Optional<Path> schema() throws IOException {
        Path lib = root.resolve("lib");
        if (!Files.isDirectory(lib)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> pythons = Files.newDirectoryStream(lib, "python3*")) {
            for (Path python : pythons) {
                Path schema = python.resolve(SCHEMA);
                if (Files.isRegularFile(schema)) {
                    return Optional.of(schema);
                }
            }
        }
        return Optional.empty();
    }

    public Path requireSchema() throws IOException {
        return schema().orElseThrow(
                        () -> new IOException("bidsschematools with its schema.json must be in the toolbox: " + root));
    }

    /** The version that the tool itself reports; asks it by running it. */
    public String version(Tool tool) throws IOException, InterruptedException {
        return ToolVersion.of(require(tool), tool.versionArgument());
    }
}
