// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bidsforge.core.pipeline.Pipeline;

/** nektos/act: runs a workflow file of Gitea's kind without a forge. */
final class Act {
    /** Where jobs run that do not run in an image. */
    static final String ON_THIS_MACHINE = "-self-hosted";

    private static final Path PROGRAM = Path.of(System.getProperty("user.home"), ".cache/bidsforge/tools/bin/act");

    private Act() {}

    static void need() {
        assumeTrue(Files.isExecutable(PROGRAM), "act is missing; script/bootstrap --test installs it");
    }

    /** Runs the study's own workflow as the held run; the jobs run where it says, in an image or not. */
    static Shell.Result run(Platform platform, HeldRun run, String where) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                PROGRAM.toString(),
                "workflow_dispatch",
                "--workflows=" + run.workflow(),
                "--platform=" + Pipeline.RUNNER_LABEL + "=" + where,
                "--pull=false",
                "--rm",
                "--container-daemon-socket=-",
                "--no-cache-server",
                "--env=GITEA_RUN_ID=" + run.id()));
        for (String input : List.of(Pipeline.INPUT_SESSION, Pipeline.INPUT_SOURCE, Pipeline.INPUT_TICKET)) {
            command.add("--input=" + input + "=" + run.input(input));
        }
        String engine = where.equals(ON_THIS_MACHINE)
                ? "unix:///nonexistent"
                : Optional.ofNullable(System.getenv("DOCKER_HOST")).orElse("unix:///var/run/docker.sock");
        return platform.shell()
                .in(run.repository())
                .with("DOCKER_HOST", engine)
                .attempt(command.toArray(String[]::new));
    }
}
