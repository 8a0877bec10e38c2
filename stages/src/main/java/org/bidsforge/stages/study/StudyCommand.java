// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.study;

import picocli.CommandLine.Command;

/** {@code bidsforge study}. */
@Command(
        name = "study",
        description = "Makes and mends the repositories of a study.",
        footer = "Next: bidsforge study create INVESTIGATOR/STUDY",
        mixinStandardHelpOptions = true,
        subcommands = {StudyCreateCommand.class})
public final class StudyCommand {}
