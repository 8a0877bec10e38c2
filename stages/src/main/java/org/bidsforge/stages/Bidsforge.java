// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages;

import java.util.List;
import org.bidsforge.stages.convert.ConvertCommand;
import org.bidsforge.stages.convert.ListCommand;
import org.bidsforge.stages.convert.RulesCommand;
import org.bidsforge.stages.demo.DemoCommand;
import org.bidsforge.stages.doctor.DoctorCommand;
import org.bidsforge.stages.heudiconv.HeudiconvCommand;
import org.bidsforge.stages.job.JobCommand;
import org.bidsforge.stages.phantom.PhantomCommand;
import org.bidsforge.stages.record.RecordCommand;
import org.bidsforge.stages.send.SendCommand;
import org.bidsforge.stages.study.StudyCommand;
import org.bidsforge.stages.validate.ValidateCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code bidsforge} command line. */
@Command(
        name = "bidsforge",
        description = "From the scanner's DICOM to a reviewed BIDS dataset.",
        footer = "Start with: bidsforge doctor",
        mixinStandardHelpOptions = true)
public final class Bidsforge {
    private static final List<Class<?>> COMMANDS = List.of(
            ConvertCommand.class,
            DemoCommand.class,
            DoctorCommand.class,
            HeudiconvCommand.class,
            JobCommand.class,
            ListCommand.class,
            PhantomCommand.class,
            RecordCommand.class,
            RulesCommand.class,
            SendCommand.class,
            StudyCommand.class,
            ValidateCommand.class);

    private Bidsforge() {}

    public static void main(String[] arguments) {
        System.exit(commandLine(arguments).execute(arguments));
    }

    /** Knows only the command that is asked for: reading the options of all takes longer than some of them. */
    static CommandLine commandLine(String... arguments) {
        CommandLine line = new CommandLine(new Bidsforge());
        List<Class<?>> asked = COMMANDS.stream()
                .filter(command -> arguments.length > 0 && name(command).equals(arguments[0]))
                .toList();
        for (Class<?> command : asked.isEmpty() ? COMMANDS : asked) {
            line.addSubcommand(command);
        }
        return line.setExecutionExceptionHandler(new Failures());
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }
}
