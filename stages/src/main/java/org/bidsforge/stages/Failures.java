// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages;

import java.io.IOException;
import java.util.Optional;
import org.bidsforge.core.config.ConfigException;
import org.bidsforge.core.pipeline.ExitCode;
import org.bidsforge.stages.rules.RulesException;
import org.bidsforge.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** The edge of the command line: an exception becomes a line for a person and an exit code for a script. */
final class Failures implements IExecutionExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult arguments) {
        String reason = Optional.ofNullable(failure.getMessage()).orElse(failure.toString());
        command.getErr().println(reason);
        command.getErr()
                .println(
                        "Next: bidsforge doctor, or " + command.getCommandSpec().qualifiedName() + " --help");
        LOG.debug("{} failed", command.getCommandSpec().qualifiedName(), failure);
        return code(failure).code();
    }

    private static ExitCode code(Exception failure) {
        if (failure instanceof InterruptedException) {
            return ExitCode.INTERRUPTED;
        }
        if (failure instanceof ConfigException || failure instanceof RulesException) {
            return ExitCode.USAGE;
        }
        if (failure instanceof StoreException store) {
            return switch (store.kind()) {
                case TRANSIENT -> ExitCode.UNAVAILABLE;
                case DENIED -> ExitCode.NOT_PERMITTED;
                case MISSING, PERMANENT -> ExitCode.FAILURE;
            };
        }
        boolean unreachable = failure instanceof IOException && failure.getCause() instanceof java.net.ConnectException;
        return unreachable ? ExitCode.UNAVAILABLE : ExitCode.FAILURE;
    }
}
