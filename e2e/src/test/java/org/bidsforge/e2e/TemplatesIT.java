// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bidsforge.core.pipeline.Pipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Foreign runners, which know nothing of BIDSforge, run the templates: with a true ticket the session comes to its merge
 * request, and with one that is used up nothing runs but the job that finds it out.
 */
class TemplatesIT {
    private static final String BIDS = "lab/memory-bids";
    private static final Path GITLAB_CI_LOCAL =
            Path.of(System.getProperty("user.home"), ".cache/bidsforge/tools/bin/gitlab-ci-local");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /** How a foreign runner is called for a run. */
    @FunctionalInterface
    private interface Runner {
        Shell.Result run(Platform platform, HeldRun run) throws IOException, InterruptedException;
    }

    @Test
    void actRunsTheTemplateOfGitea() throws IOException, InterruptedException {
        Act.need();
        journey((platform, run) -> Act.run(platform, run, Act.ON_THIS_MACHINE), "Convert to BIDS", "Validate");
    }

    @Test
    void gitlabCiLocalRunsTheTemplateOfGitlab() throws IOException, InterruptedException {
        assumeTrue(
                Files.isExecutable(GITLAB_CI_LOCAL), "gitlab-ci-local is missing; script/bootstrap --test installs it");
        journey(this::gitlab, "$ bidsforge job convert", "$ bidsforge job validate");
    }

    private void journey(Runner runner, String convert, String validate) throws IOException, InterruptedException {
        try (Platform platform = Platform.start(folder.resolve("platform"), Map.of())) {
            platform.bidsforge("study", "create", "lab/memory");
            HeldRun run = HeldRun.prepare(platform, BIDS, folder.resolve("held"));
            platform.bidsforge("phantom", folder.resolve("dicom").toString());
            assertThat(platform.send(folder.resolve("dicom")).exit()).isZero();
            run.await();

            Shell.Result done = runner.run(platform, run);
            assertThat(done.exit()).as(done.output()).isZero();
            assertThat(done.output()).containsSubsequence(convert, "sub-", "commit ", validate, "sub-", "commit ");
            assertThat(done.output()).doesNotContain(run.input(Pipeline.INPUT_TICKET));

            run.release();
            platform.awaitGreenMergeRequest(BIDS, 1);

            Shell.Result late = runner.run(platform, run);
            assertThat(late.exit()).as(late.output()).isNotZero();
            assertThat(late.output()).contains(convert, "refused the ticket").doesNotContain(validate);
        }
    }

    private Shell.Result gitlab(Platform platform, HeldRun run) throws IOException, InterruptedException {
        Path repository = folder.resolve("gitlab");
        Shell shell = platform.shell().in(repository);
        if (!Files.exists(repository)) {
            Files.createDirectories(repository);
            Files.copy(Path.of("../ci-templates/gitlab/bidsforge.yml"), repository.resolve("bidsforge.yml"));
            Files.writeString(repository.resolve(".gitlab-ci.yml"), """
                    include:
                      - local: bidsforge.yml
                        inputs:
                          service-url: %s
                    """.formatted(platform.serviceUrl()));
            shell.run("git", "init", "-q", "-b", "main");
            shell.run("git", "add", ".");
            shell.run("git", "commit", "-q", "-m", "Take the jobs of BIDSforge");
            shell.run("git", "remote", "add", "origin", "https://gitlab.example.org/" + BIDS + ".git");
        }
        return shell.attempt(
                GITLAB_CI_LOCAL.toString(),
                "--force-shell-executor",
                "--shell-isolation",
                "--ignore-predefined-vars=CI_PIPELINE_ID",
                "--variable=CI_PIPELINE_ID=" + run.id(),
                "--variable=BIDSFORGE_SESSION=" + run.input(Pipeline.INPUT_SESSION),
                "--variable=BIDSFORGE_SOURCE=" + run.input(Pipeline.INPUT_SOURCE),
                "--variable=BIDSFORGE_TICKET=" + run.input(Pipeline.INPUT_TICKET));
    }
}
