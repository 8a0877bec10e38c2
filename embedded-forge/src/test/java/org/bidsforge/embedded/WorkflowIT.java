// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs workflows for real. */
final class WorkflowIT {
    @TempDir
    static Path folder;

    private static Trial trial;

    @BeforeAll
    static void start() {
        trial = Trial.in(folder.resolve("forge"));
    }

    @AfterAll
    static void stop() {
        trial.close();
    }

    /** Dispatches a workflow in a repository of its own; tells the path of the run. */
    private static String dispatch(String name, String workflow, String inputs) {
        trial.withRepository(name);
        trial.file("lab/" + name, "main", ".gitea/workflows/w.yml", workflow);
        Trial.Reply reply = trial.post(
                "/repos/lab/" + name + "/actions/workflows/w.yml/dispatches?return_run_details=true",
                "{\"ref\": \"refs/heads/main\", \"inputs\": " + inputs + "}");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return "/repos/lab/" + name + "/actions/runs/"
                + reply.json().path("workflow_run_id").asLong();
    }

    private static String conclusion(String run) {
        return trial.await(run, "/status", "completed").path("conclusion").asText();
    }

    private static JsonNode job(String run, String name) {
        for (JsonNode job : trial.get(run + "/jobs").json().path("jobs")) {
            if (job.path("name").asText().equals(name)) {
                return job;
            }
        }
        throw new AssertionError("no job " + name);
    }

    private static String log(String run, String job) {
        String path = run.substring(0, run.indexOf("/runs/"));
        return trial.get(path + "/jobs/" + job(run, job).path("id").asLong() + "/logs")
                .text();
    }

    @Test
    void jobsRunOneAfterTheOtherAndPassWhatTheyAreGiven() {
        String run = dispatch("two-jobs", """
                run-name: of ${{ inputs.session }}
                on: {workflow_dispatch: {inputs: {session: {required: true}, more: {default: usual}}}}
                env: {LEVEL: workflow, MODE: "${{ inputs.more }}"}
                jobs:
                  first:
                    runs-on: bidsforge
                    env: {LEVEL: job}
                    steps:
                      - run: echo "$LEVEL $MODE ${{ inputs.session }} $GITHUB_REPOSITORY $GITHUB_REF_NAME $GIVEN"
                      - run: |
                          echo "LATER=from before" >> "$GITHUB_ENV"
                          pwd > where
                      - run: echo "$LATER, $(ls), ${{ env.LATER }}"
                        env: {LEVEL: step}
                  second:
                    needs: first
                    runs-on: [self-hosted]
                    if: needs.first.result == 'success'
                    steps:
                      - run: ls -A; echo "nothing of the first is here"
                        shell: sh
                """, "{\"session\": \"sub-01\"}");

        assertThat(conclusion(run)).isEqualTo("success");
        assertThat(trial.get(run).json().path("display_title").asText()).isEqualTo("of sub-01");
        assertThat(log(run, "first"))
                .contains("job usual sub-01 lab/two-jobs main to jobs", "from before, where, from before");
        assertThat(log(run, "second")).contains("nothing of the first is here").doesNotContain("where");
        assertThat(job(run, "first").path("completed_at").asText())
                .isLessThanOrEqualTo(job(run, "second").path("started_at").asText());
    }

    @Test
    void jobsSeeNothingOfTheServersEnvironment() {
        String run = dispatch("environment", """
                on: workflow_dispatch
                jobs: {a: {runs-on: bidsforge, steps: [{run: "env | cut -d= -f1 | sort | tr '\\\\n' ' '"}]}}
                """, "{}");

        assertThat(conclusion(run)).isEqualTo("success");
        Matcher names = Pattern.compile("Z ([A-Z_ ]+ PATH [A-Z_ ]+)").matcher(log(run, "a"));
        assertThat(names.find()).as(log(run, "a")).isTrue();
        assertThat(List.of(names.group(1).strip().split(" ")))
                .filteredOn(name ->
                        !name.startsWith("GITHUB_") && !name.startsWith("GITEA_") && !name.startsWith("RUNNER_"))
                .contains("CI", "GIVEN", "PATH")
                .isSubsetOf("CI", "GIVEN", "HOME", "LANG", "OLDPWD", "PATH", "PWD", "SHLVL", "TMPDIR", "_");
    }

    @Test
    void aFailureSkipsWhatNeedsItAndStillRunsWhatAsksForIt() {
        String run = dispatch("failure", """
                on: workflow_dispatch
                jobs:
                  bad:
                    runs-on: bidsforge
                    steps:
                      - run: exit 3
                      - run: echo not this
                      - run: echo cleaning up
                        if: always()
                  after: {needs: bad, runs-on: bidsforge, steps: [{run: "true"}]}
                  tell: {needs: bad, runs-on: bidsforge, if: failure(), steps: [{run: "true"}]}
                """, "{}");

        assertThat(conclusion(run)).isEqualTo("failure");
        assertThat(log(run, "bad")).contains("exit code 3", "cleaning up").doesNotContain("not this\n");
        assertThat(job(run, "bad").at("/steps/1/conclusion").asText()).isEqualTo("skipped");
        assertThat(job(run, "after").path("conclusion").asText()).isEqualTo("skipped");
        assertThat(job(run, "tell").path("conclusion").asText()).isEqualTo("success");
    }

    @Test
    void aTimeOutEndsTheWholeTree() throws InterruptedException {
        String run = dispatch("timeout", """
                on: workflow_dispatch
                jobs:
                  slow:
                    runs-on: bidsforge
                    timeout-minutes: 0.05
                    steps:
                      - run: |
                          setsid sleep 4321 &
                          sleep 4321
                """, "{}");

        assertThat(conclusion(run)).isEqualTo("failure");
        assertThat(log(run, "slow")).contains("timeout-minutes");
        assertThat(ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains("sleep 4321")))
                .isEmpty();
    }

    @Test
    void cancellingEndsWhatRunsAndWhatWaits() {
        String run = dispatch("cancel", """
                on: workflow_dispatch
                jobs:
                  long: {runs-on: bidsforge, steps: [{run: sleep 600}]}
                  next: {needs: long, runs-on: bidsforge, steps: [{run: "true"}]}
                """, "{}");
        trial.await(run, "/status", "in_progress");

        assertThat(trial.post(run + "/cancel", "").status()).isEqualTo(200);

        assertThat(conclusion(run)).isEqualTo("cancelled");
        assertThat(job(run, "next").path("conclusion").asText()).isEqualTo("cancelled");
        assertThat(trial.post(run + "/cancel", "").status()).isEqualTo(409);
    }

    @Test
    void whatItCannotRunIsNamedOnTheRun() {
        String run = dispatch("unsupported", """
                on: workflow_dispatch
                jobs: {a: {runs-on: bidsforge, strategy: {matrix: {k: [1]}}, steps: [{run: "true"}]}}
                """, "{}");

        assertThat(conclusion(run)).isEqualTo("failure");
        assertThat(trial.get(run + "/jobs").json().path("total_count").asInt()).isZero();
    }

    @Test
    void aJobsTokenReachesItsRepositoryWhileItRuns() {
        Shell.need("git");
        trial.withRepository("other");
        String run = dispatch("token", """
                on: {workflow_dispatch: {}, push: {branches: [made]}}
                jobs:
                  a:
                    runs-on: bidsforge
                    env: {TOKEN: "${{ secrets.GITHUB_TOKEN }}"}
                    steps:
                      - run: |
                          export GIT_TERMINAL_PROMPT=0
                          base=$(echo "$GITHUB_SERVER_URL" | sed "s#//#//x:$TOKEN@#")
                          git clone -q "$base/$GITHUB_REPOSITORY.git" here
                          git -C here -c user.name=j -c user.email=j@x commit -q --allow-empty -m made
                          git -C here push -q origin HEAD:made
                          git ls-remote "$base/lab/other.git" && exit 9 || true
                          echo "it was $TOKEN" | rev
                          echo "the token is $TOKEN"
                """, "{}");

        assertThat(conclusion(run)).as(log(run, "a")).isEqualTo("success");
        assertThat(log(run, "a")).contains("the token is ***");
        assertThat(trial.get("/repos/lab/token/branches/made").status()).isEqualTo(200);
        // As on Gitea, what a job pushes starts nothing.
        assertThat(trial.get("/repos/lab/token/actions/runs")
                        .json()
                        .path("total_count")
                        .asInt())
                .isEqualTo(1);
        Matcher reversed = Pattern.compile("Z ([0-9a-f]{40}) saw ti").matcher(log(run, "a"));
        assertThat(reversed.find()).isTrue();
        String token = new StringBuilder(reversed.group(1)).reverse().toString();
        assertThat(trial.call("GET", "/repos/lab/token", "", token).status()).isEqualTo(401);
    }
}
