// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.command;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.bidsforge.core.pipeline.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line of {@code git-annex-remote-minio}. */
@Command(
        name = "git-annex-remote-minio",
        description = "The git-annex special remote for MinIO and S3. git-annex starts this program by itself; a person"
                + " runs the commands below.",
        footer = {
            "",
            "Make a remote: git annex initremote NAME type=external externaltype=minio encryption=none autoenable=true \\",
            "                   url=https://host:9000 bucket=BUCKET prefix=lab/study/",
            "Exit codes: 0 fine, 1 failed, 2 wrong usage, 3 needs a person, 4 partly done, 5 not permitted, 6 server not"
                    + " reached, 130 interrupted"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Commands.Version.class,
        subcommands = {DoctorCommand.class, LoginCommand.class, DuCommand.class, GcCommand.class})
public final class Commands implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    Commands() {}

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Commands.class.getPackage().getImplementationVersion();
            return new String[] {"git-annex-remote-minio " + (version == null ? "(not packaged)" : version)};
        }
    }

    /** Runs the command and gives its exit code. */
    public static int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Commands())
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler(new Failures());
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
        throw new CommandLine.ParameterException(
                spec.commandLine(), "Say what to do: one of the commands above. (" + ExitCode.USAGE.code() + ")");
    }
}
