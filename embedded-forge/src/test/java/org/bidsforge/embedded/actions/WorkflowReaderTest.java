// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.actions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.bidsforge.embedded.store.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WorkflowReaderTest {
    private static final String GOOD = """
            name: convert
            run-name: convert ${{ inputs.session }}
            on:
              push:
                branches: ["convert/**", "!convert/old/**"]
              pull_request:
                branches: [dev]
              workflow_dispatch:
                inputs:
                  session: {required: true, type: string}
                  dry: {type: boolean, default: false}
            permissions:
              contents: write
            env:
              A: 1
            jobs:
              convert:
                runs-on: bidsforge
                timeout-minutes: 1.5
                steps:
                  - run: |
                      echo first
                      echo second
              validate:
                needs: convert
                runs-on: [bidsforge, self-hosted]
                if: needs.convert.result == 'success'
                steps:
                  - {name: Check, run: "true", shell: sh, working-directory: sub, timeout-minutes: 2}
            """;

    @Test
    void readsWhatBidsforgeWrites() {
        Workflow workflow = WorkflowReader.read("bidsforge.yml", GOOD);

        assertThat(workflow.problem()).isEmpty();
        assertThat(workflow.name()).isEqualTo("convert");
        assertThat(workflow.jobs()).extracting(Workflow.WorkflowJob::key).containsExactly("convert", "validate");
        assertThat(workflow.jobs().get(0).timeout()).contains(Duration.ofSeconds(90));
        assertThat(workflow.jobs().get(0).steps().get(0).name()).isEqualTo("Run echo first");
        assertThat(workflow.jobs().get(1).needs()).containsExactly("convert");
        assertThat(workflow.jobs().get(1).labels()).containsExactly("bidsforge", "self-hosted");
    }

    @ParameterizedTest(name = "a push to {0} starts it: {1}")
    @CsvSource({"convert/sub-01, true", "convert/a/b, true", "convert/old/x, false", "main, false"})
    void pushesAreFilteredByBranch(String branch, boolean starts) {
        Triggers triggers = WorkflowReader.read("a.yml", GOOD).triggers();

        assertThat(triggers.push().orElseThrow().covers(branch)).isEqualTo(starts);
        assertThat(triggers.push().orElseThrow().coversTag("v1")).isFalse();
    }

    @Test
    void inputsHaveDefaultsAndKinds() {
        Triggers triggers = WorkflowReader.read("a.yml", GOOD).triggers();

        assertThat(triggers.inputs(Json.tree("{\"session\": \"sub-01\", \"other\": \"x\"}")))
                .containsEntry("session", "sub-01")
                .containsEntry("dry", false)
                .doesNotContainKey("other");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "on: schedule | on.schedule",
                "on: {push: {paths: [a]}} | on.push.paths",
                "concurrency: x | concurrency",
                "jobs: {a: {runs-on: x, strategy: {}}} | jobs.a.strategy",
                "jobs: {a: {runs-on: x, steps: [{uses: b}]}} | jobs.a.steps[0].uses",
                "jobs: {a: {runs-on: x, container: y, steps: []}} | jobs.a.container",
                "jobs: {a: {runs-on: x, steps: [{run: 'echo ${{ matrix.b }}'}]}} | matrix.b",
                "jobs: {a: {runs-on: x, steps: [{run: x, shell: python}]}} | jobs.a.steps[0].shell python"
            })
    void namesTheKeyThatItDoesNotKnow(String extra, String key) {
        String jobs = extra.startsWith("jobs") ? "" : "jobs: {a: {runs-on: x, steps: []}}\n";
        String on = extra.startsWith("on") ? "" : "on: push\n";

        Workflow workflow = WorkflowReader.read("a.yml", on + jobs + extra + "\n");

        assertThat(workflow.problem()).contains(key + " is not supported by the embedded forge");
        assertThat(workflow.triggers().push()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: b: c",
                "just text",
                "on: push\njobs: {}",
                "on: push\njobs: {a: {steps: []}}",
                "on: push\njobs: {a: {runs-on: x, needs: b}}",
                "on: push\njobs: {a: {runs-on: x, needs: b}, b: {runs-on: x, needs: a}}",
                "on: push\njobs: {'a b': {runs-on: x}}",
                "on: push\njobs: {a: {runs-on: x, timeout-minutes: soon}}",
                "on: push\non: push\njobs: {a: {runs-on: x}}"
            })
    void saysWhatIsWrong(String text) {
        Workflow workflow = WorkflowReader.read("a.yml", text);

        assertThat(workflow.problem()).isPresent();
        assertThat(workflow.jobs()).isEmpty();
    }
}
