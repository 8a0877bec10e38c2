// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.command;

import java.io.IOException;
import java.util.Optional;
import org.bidsforge.core.pipeline.ExitCode;
import org.bidsforge.store.StoreException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** The edge of the command line: an exception becomes a line for a person and an exit code for a script. */
final class Failures implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult arguments) {
        command.getErr().println(Optional.ofNullable(failure.getMessage()).orElse(failure.toString()));
        if (!command.getCommandName().equals("doctor")) {
            command.getErr().println("Next: git-annex-remote-minio doctor");
        }
        return code(failure).code();
    }

    static ExitCode code(Exception failure) {
        if (failure instanceof InterruptedException) {
            return ExitCode.INTERRUPTED;
        }
        if (failure instanceof StoreException store) {
            return switch (store.kind()) {
                case TRANSIENT -> ExitCode.UNAVAILABLE;
                case DENIED -> ExitCode.NOT_PERMITTED;
                case MISSING, PERMANENT -> ExitCode.FAILURE;
            };
        }
        if (failure instanceof IllegalArgumentException) {
            return ExitCode.USAGE;
        }
        boolean unreachable = failure instanceof IOException && failure.getCause() instanceof java.net.ConnectException;
        return unreachable ? ExitCode.UNAVAILABLE : ExitCode.FAILURE;
    }
}
