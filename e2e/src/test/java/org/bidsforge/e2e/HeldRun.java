// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.bidsforge.core.pipeline.Pipeline;

/**
 * A run that the service dispatched and that is in progress on the forge, but does nothing itself: another runner can do
 * its work with its ticket. For this the study's workflow is replaced by one that writes down its inputs and waits.
 */
record HeldRun(Path folder, Path repository, Path workflow) {
    private static final String BRANCH = "dev";

    /** Keeps the study's own workflow aside, as {@link #workflow()} in a clone, and puts the waiting one in its place. */
    static HeldRun prepare(Platform platform, String bids, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path clone = folder.resolve("clone");
        Path repository = folder.resolve("repository");
        Shell shell = platform.shell().in(folder);
        for (Path one : new Path[] {clone, repository}) {
            shell.run("git", "clone", "-q", "-b", BRANCH, platform.cloneUrl(bids), one.toString());
        }
        HeldRun run = new HeldRun(folder, repository, repository.resolve(Pipeline.WORKFLOW));
        Files.writeString(clone.resolve(Pipeline.WORKFLOW), run.waiting());
        Shell inClone = shell.in(clone);
        inClone.run("git", "commit", "-q", "-a", "-m", "Let another runner do the work");
        inClone.run("git", "push", "-q", "origin", BRANCH);
        return run;
    }

    private String waiting() {
        return """
                name: bidsforge
                on:
                  workflow_dispatch:
                    inputs:
                      session: {required: true, type: string}
                      source: {required: true, type: string}
                      ticket: {required: true, type: string}
                jobs:
                  wait:
                    runs-on: bidsforge
                    env:
                      SESSION: ${{ inputs.session }}
                      SOURCE: ${{ inputs.source }}
                      TICKET: ${{ inputs.ticket }}
                    steps:
                      - run: |
                          printf 'run=%%s\\nsession=%%s\\nsource=%%s\\nticket=%%s\\n' "$GITEA_RUN_ID" "$SESSION" "$SOURCE" "$TICKET" > '%1$s/inputs.new'
                          mv '%1$s/inputs.new' '%1$s/inputs'
                          while [ ! -e '%1$s/released' ]; do sleep 0.2; done
                """.formatted(folder);
    }

    void await() {
        Platform.await(
                "the run waits",
                Duration.ofMinutes(2),
                () -> Files.exists(folder.resolve("inputs")) ? Optional.of(true) : Optional.empty());
    }

    /** Its work is done; it ends well. */
    void release() throws IOException {
        Files.createFile(folder.resolve("released"));
    }

    String id() throws IOException {
        return input("run");
    }

    String input(String name) throws IOException {
        Properties inputs = new Properties();
        try (var reader = Files.newBufferedReader(folder.resolve("inputs"))) {
            inputs.load(reader);
        }
        return inputs.getProperty(name);
    }
}
