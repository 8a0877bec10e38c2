// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.send;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bidsforge.core.pipeline.ExitCode;
import org.bidsforge.dicom.net.StorageClientConfig;
import org.bidsforge.dicom.net.StoreOutcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bidsforge send}. */
@Command(
        name = "send",
        description = "Sends DICOM files to a receiver by C-STORE.",
        footer = "Next: watch the session on the board of the service.",
        mixinStandardHelpOptions = true)
public final class SendCommand implements Callable<Integer> {
    private static final Pattern PEER = Pattern.compile("(.+):([0-9]{1,5})");
    private static final int SHOWN_PROBLEMS = 10;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "HOST:PORT", description = "Where the receiver listens.")
    @SuppressWarnings("NullAway.Init")
    private String peer;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "DICOM", description = "Files and folders.")
    @SuppressWarnings("NullAway.Init")
    private List<Path> inputs;

    @Option(names = "--called", paramLabel = "TITLE", description = "Its AE title (default: ${DEFAULT-VALUE}).")
    private String called = "BIDSFORGE";

    @Option(names = "--calling", paramLabel = "TITLE", description = "Ours (default: ${DEFAULT-VALUE}).")
    private String calling = "BIDSFORGE-SEND";

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        List<StoreOutcome> outcomes;
        try {
            outcomes = new Sending(config()).send(existing(), err);
        } catch (IOException e) {
            err.printf("The receiver %s did not take the objects: %s%nNext: bidsforge doctor%n", peer, e.getMessage());
            return ExitCode.UNAVAILABLE.code();
        }
        List<StoreOutcome> refused =
                outcomes.stream().filter(outcome -> !outcome.isStored()).toList();
        refused.stream()
                .limit(SHOWN_PROBLEMS)
                .forEach(outcome -> err.println(outcome.file().getFileName() + ": " + outcome.message()));
        err.printf("%d objects stored, %d not.%n", outcomes.size() - refused.size(), refused.size());
        if (outcomes.isEmpty()) {
            return ExitCode.DATA_INVALID.code();
        }
        return (refused.isEmpty() ? ExitCode.OK : ExitCode.PARTIAL).code();
    }

    private List<Path> existing() {
        for (Path input : inputs) {
            if (!Files.exists(input)) {
                throw new ParameterException(spec.commandLine(), "DICOM must exist: " + input);
            }
        }
        return inputs;
    }

    private StorageClientConfig config() {
        Matcher address = PEER.matcher(peer);
        if (!address.matches()) {
            throw new ParameterException(spec.commandLine(), "The receiver must be HOST:PORT: " + peer);
        }
        try {
            return StorageClientConfig.of(address.group(1), Integer.parseInt(address.group(2)), calling, called);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }
}
