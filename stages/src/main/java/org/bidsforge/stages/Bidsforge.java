// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages;

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
        mixinStandardHelpOptions = true,
        subcommands = {
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
            ValidateCommand.class
        })
public final class Bidsforge {
    private Bidsforge() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Bidsforge()).setExecutionExceptionHandler(new Failures());
    }
}
