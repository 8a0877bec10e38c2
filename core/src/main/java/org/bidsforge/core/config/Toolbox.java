// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.config;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The foreign programs and data that the stages need: a Python environment first, then the machine's own.
 *
 * @param chosenSchema the BIDS schema to use instead of the one in the Python environment
 */
public record Toolbox(Path root, Optional<Path> chosenSchema) {
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

    private static final String SCHEMA = "bidsschematools/data/schema.json";
    private static final String DCM2NIIX = "dcm2niix/dcm2niix";

    public Toolbox(Path root) {
        this(root, Optional.empty());
    }

    /** Where the tool is: in the toolbox, else on the search path. */
    public Optional<Path> find(Tool tool) {
        // The script in bin only starts the program: it takes a tenth of a second, and killing it lets the program go
        // on.
        Optional<Path> itself =
                tool == Tool.DCM2NIIX ? packaged(DCM2NIIX).filter(file -> Files.isExecutable(file)) : Optional.empty();
        return itself.or(() -> find(tool.executable()));
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
    public Optional<Path> schema() {
        return chosenSchema.isPresent() ? chosenSchema.filter(Files::isRegularFile) : packaged(SCHEMA);
    }

    /** A file of a Python package. */
    private Optional<Path> packaged(String path) {
        Path lib = root.resolve("lib");
        if (!Files.isDirectory(lib)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> pythons = Files.newDirectoryStream(lib, "python3*")) {
            for (Path python : pythons) {
                Path file = python.resolve("site-packages").resolve(path);
                if (Files.isRegularFile(file)) {
                    return Optional.of(file);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return Optional.empty();
    }

    public Path requireSchema() throws IOException {
        return schema().orElseThrow(() -> new IOException(chosenSchema
                .map(file -> Variable.BIDSFORGE_SCHEMA + " must name a file, a schema.json of BIDS: " + file)
                .orElse("bidsschematools with its schema.json must be in the toolbox: " + root)));
    }

    /** The version that the tool itself reports; asks it by running it. */
    public String version(Tool tool) throws IOException, InterruptedException {
        return ToolVersion.of(require(tool), tool.versionArgument());
    }
}
