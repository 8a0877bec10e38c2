// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.pipeline;

import java.util.List;
import java.util.Optional;

/** The one list of stages; the templates of every forge are held to it. */
public final class Pipeline {
    /** Where a study's repository keeps the workflow that runs the stages. */
    public static final String WORKFLOW = ".gitea/workflows/bidsforge.yml";

    /** The file name by which a forge's API dispatches that workflow. */
    public static final String WORKFLOW_FILE = "bidsforge.yml";

    public static final String RUNNER_LABEL = "bidsforge";

    /** Dispatch inputs: the session's name, the commit of sourcedata, and the ticket for the claim. */
    public static final String INPUT_SESSION = "session";

    public static final String INPUT_SOURCE = "source";
    public static final String INPUT_TICKET = "ticket";

    private static final List<Stage> STAGES = List.of(Stage.CONVERT, Stage.VALIDATE);

    private Pipeline() {}

    /** In the order in which they run; each stage stands after those it needs. */
    public static List<Stage> stages() {
        return STAGES;
    }

    public static Optional<Stage> stage(String name) {
        return STAGES.stream().filter(stage -> stage.name().equals(name)).findFirst();
    }
}
