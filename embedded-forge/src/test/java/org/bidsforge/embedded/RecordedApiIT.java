// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Asks the embedded forge what was asked of a real Gitea, in the same order, and compares the answers' shapes. */
final class RecordedApiIT {
    private static final String RECORDING = "gitea-1.26.2/api.jsonl";
    private static final String REPOSITORY = "/repos/lab/study-bids";

    /** What BIDSforge does not use and the embedded forge does not have. */
    private static final List<String> UNSUPPORTED = List.of(
            "/labels",
            "/reviews",
            "/actions/runners",
            "/actions/secrets",
            "/actions/variables",
            "/admin/",
            "/releases",
            "/collaborators",
            "/teams");

    @TempDir
    static Path folder;

    private static Trial trial;
    private static String head = "";

    @BeforeAll
    static void repeatWhatWasThereBefore() {
        trial = Trial.in(folder.resolve("forge"));
        trial.post("/orgs", "{\"username\": \"lab\"}");
        trial.post("/orgs/lab/repos", "{\"name\": \"study-bids\", \"auto_init\": true}");
        String workflow = """
                name: convert
                on:
                  push:
                    branches: ["convert/**"]
                  workflow_dispatch:
                    inputs:
                      session: {required: true, type: string}
                jobs:
                  convert:
                    runs-on: self-hosted
                    steps:
                      - run: echo ${{ inputs.session }}
                  validate:
                    needs: convert
                    runs-on: self-hosted
                    steps:
                      - run: "false"
                """;
        trial.file("lab/study-bids", "main", ".gitea/workflows/convert.yml", workflow);
        trial.post(REPOSITORY + "/actions/workflows/convert.yml/dispatches", "{\"ref\": \"main\"}");
        trial.await(REPOSITORY + "/actions/runs/1", "/conclusion", "failure");
        trial.post(
                REPOSITORY + "/branches",
                "{\"new_branch_name\": \"convert/sub-01_ses-01\", \"old_ref_name\": \"main\"}");
        trial.file("lab/study-bids", "convert/sub-01_ses-01", "s1.txt", "x");
        trial.post(
                REPOSITORY + "/pulls",
                "{\"head\": \"convert/sub-01_ses-01\", \"base\": \"main\", \"title\": \"sub-01 ses-01\"}");
        assertThat(trial.post(REPOSITORY + "/pulls/1/merge", "{\"Do\": \"merge\"}")
                        .status())
                .isEqualTo(200);
        Shell.need("git");
        Shell git = new Shell(folder);
        git.run("git", "clone", "-q", trial.gitUrl("lab/study-bids"), "clone");
        git.run("git", "-C", "clone", "tag", "v1.0");
        git.run("git", "-C", "clone", "push", "-q", "origin", "v1.0", "HEAD:git-annex");
        trial.post(
                REPOSITORY + "/hooks",
                "{\"type\": \"gitea\", \"active\": true, \"events\": [\"push\"], \"config\": {\"url\":"
                        + " \"http://127.0.0.1:1/hook\", \"content_type\": \"json\"}}");
    }

    @AfterAll
    static void stop() {
        trial.close();
    }

    @TestFactory
    Stream<DynamicTest> answersLikeARealGitea() throws IOException {
        return lines().map(recorded -> DynamicTest.dynamicTest(
                recorded.path("method").asText() + " " + recorded.path("path").asText() + " "
                        + recorded.path("request").toString(),
                () -> ask(recorded)));
    }

    private static void ask(JsonNode recorded) {
        String path = recorded.path("path").asText().substring("/api/v1".length());
        String real = path.replace("ae4e75a040ace3293534b09c7d5eb5eae34b81bf", head);
        String body = recorded.path("request").isNull()
                ? ""
                : recorded.path("request").toString();
        int status = recorded.path("status").asInt();
        String token = status == 401 ? "wrong" : trial.forge().adminToken().value();
        if (path.endsWith("/pulls/2/merge")) {
            // Gitea had not found out yet whether it merges; here that is known at once.
            return;
        }
        Trial.Reply reply = trial.call(recorded.path("method").asText(), real, body, token);
        if (UNSUPPORTED.stream().anyMatch(path::contains)) {
            assertThat(reply.status()).isEqualTo(501);
            assertThat(reply.json().path("message").asText()).isEqualTo("not supported by the embedded forge");
            return;
        }

        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        if (path.endsWith("/branches/convert/sub-02_ses-01")) {
            head = reply.json().at("/commit/id").asText();
        }
        if (recorded.path("body").isContainerNode()) {
            TreeSet<String> differences = JsonShape.of(recorded.path("body")).differences(JsonShape.of(reply.json()));
            // Runs end sooner or later.
            differences.removeIf(difference -> difference.endsWith("workflow_runs[].conclusion"));
            assertThat(differences).isEmpty();
        }
        assertThat(reply.headers().firstValue("X-Total-Count").isPresent())
                .as("X-Total-Count")
                .isEqualTo(recorded.path("headers").has("X-Total-Count"));
    }

    private static Stream<JsonNode> lines() throws IOException {
        try (InputStream stream = RecordedApiIT.class.getResourceAsStream(RECORDING)) {
            assertThat(stream).isNotNull();
            List<String> lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
                    .lines()
                    .toList();
            return lines.stream().map(RecordedApiIT::parse);
        }
    }

    private static JsonNode parse(String line) {
        try {
            return Trial.JSON.readTree(line);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
