// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.pipeline;

import java.util.List;

/** One step of the pipeline: a job of this name that runs this command after the jobs it needs. */
public record Stage(String name, String title, List<String> needs, List<String> command) {
    public static final Stage CONVERT =
            new Stage("convert", "Convert to BIDS", List.of(), List.of("bidsforge", "job", "convert"));
    public static final Stage VALIDATE =
            new Stage("validate", "Validate", List.of("convert"), List.of("bidsforge", "job", "validate"));

    public Stage {
        needs = List.copyOf(needs);
        command = List.copyOf(command);
    }

    /** The command as it stands in a workflow file. */
    public String commandLine() {
        return String.join(" ", command);
    }
}
