// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.phantom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.bidsforge.core.pipeline.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bidsforge phantom}. */
@Command(
        name = "phantom",
        description = "Writes a synthetic scan session of about 600 DICOM objects, with invented identifying data.",
        footer = "Next: bidsforge convert DIR --bids FOLDER, or bidsforge send HOST:PORT DIR",
        mixinStandardHelpOptions = true)
public final class PhantomCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Folder for the objects; must be empty or missing.")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Option(names = "--seed", description = "The same seed gives the same bytes (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--study-description",
            paramLabel = "PI^STUDY",
            description = "How the scanner names the study (default: ${DEFAULT-VALUE}).")
    private String studyDescription = "Lab^Memory";

    @Option(
            names = "--identifiers",
            paramLabel = "FILE",
            description = "Where to list every planted identifier (default: identifiers.json beside DIR).")
    private @Nullable Path identifiers;

    @Override
    public Integer call() throws IOException {
        requireEmpty();
        Path list = identifiers != null ? identifiers : folder.toAbsolutePath().resolveSibling("identifiers.json");
        PhantomSession.Written written = new PhantomSession(seed, studyDescription).write(folder, list);
        spec.commandLine()
                .getErr()
                .printf(
                        "Wrote %d objects of %d series to %s and %d planted identifiers to %s.%nNext: bidsforge convert %s --bids FOLDER%n",
                        written.objects(), written.series(), folder, written.identifiers(), list, folder);
        return ExitCode.OK.code();
    }

    private void requireEmpty() throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            if (entries.findAny().isPresent()) {
                throw new ParameterException(
                        spec.commandLine(), "DIR must be empty or missing: " + folder + ". Choose another folder.");
            }
        }
    }
}
