// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bidsforge.core.config.Environment;
import org.bidsforge.core.pipeline.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bidsforge demo}. */
@Command(
        name = "demo",
        description = "Takes a scan session the whole way on this machine, and shows it go.",
        footer = "Next: open the links that it prints.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            description = "DICOM of your own to send; without it a synthetic session is made.")
    private @Nullable Path folder;

    @Option(names = "--once", description = "Stop after the last step; exit code 0 only if every step was seen.")
    private boolean once;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        Path chosen = folder;
        if (chosen != null && !Files.isDirectory(chosen)) {
            throw new ParameterException(spec.commandLine(), "FOLDER must be a folder with DICOM files: " + chosen);
        }
        Steps steps = new Steps(spec.commandLine().getOut());
        try (Demo demo = Demo.prepare(Environment.of(System.getenv()), distribution(), steps)) {
            Thread stop = new Thread(demo::close, "stop");
            Runtime.getRuntime().addShutdownHook(stop);
            demo.run(Optional.ofNullable(chosen));
            if (!once) {
                steps.say("Running until Ctrl-C.");
                demo.stay();
            }
            return ExitCode.OK.code();
        } catch (IOException e) {
            err.println("The demo did not get through: " + e.getMessage());
            err.println("Next: look into the logs named above, or run: bidsforge doctor");
            return ExitCode.FAILURE.code();
        }
    }

    private Path distribution() {
        String place = System.getProperty("bidsforge.distribution", "");
        if (place.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "The demo needs the other programs: start it with bin/bidsforge of a distribution.");
        }
        return Path.of(place);
    }
}
