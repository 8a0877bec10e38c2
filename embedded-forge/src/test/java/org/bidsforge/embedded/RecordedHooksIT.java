// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lets happen what happened on a real Gitea, and compares what hooks are told. */
final class RecordedHooksIT {
    private static final String SECRET = "s3cret";
    private static final String REPOSITORY = "/repos/lab/study-bids";
    private static final String BRANCH = "convert/sub-01_ses-01";

    @TempDir
    static Path folder;

    private static HookReceiver receiver;
    private static Trial trial;

    @BeforeAll
    static void letThingsHappen() throws IOException {
        Shell.need("git");
        receiver = new HookReceiver();
        trial = Trial.in(folder.resolve("forge")).withRepository("study-bids");
        String hook = receiver.url();
        trial.post(
                REPOSITORY + "/hooks",
                "{\"type\": \"gitea\", \"active\": true, \"events\": [\"push\", \"create\", \"delete\", \"pull_request\","
                        + " \"issue_comment\", \"status\", \"workflow_run\", \"workflow_job\"], \"config\": {\"url\": \""
                        + hook + "\", \"content_type\": \"json\", \"secret\": \"" + SECRET + "\"}}");
        Path clone = Files.createDirectory(folder.resolve("clone"));
        Shell git = new Shell(clone);
        git.run("git", "clone", "-q", trial.gitUrl("lab/study-bids"), ".");
        commit(git, ".gitea/workflows/convert.yml", WORKFLOW);
        git.run("git", "push", "-q", "origin", "main");
        git.run("git", "checkout", "-q", "-b", BRANCH);
        for (int i = 0; i < 7; i++) {
            commit(git, "f" + i, "x\n");
        }
        git.run("git", "branch", "git-annex");
        git.run("git", "branch", "x1");
        git.run("git", "push", "-q", "origin", BRANCH, "git-annex", "x1");
        trial.post(
                REPOSITORY + "/pulls",
                "{\"head\": \"" + BRANCH + "\", \"base\": \"main\", \"title\": \"sub-01 ses-01\", \"body\": \"x\"}");
        commit(git, "f8", "x\n");
        git.run("git", "push", "-q", "origin", BRANCH);
        long comment = trial.post(REPOSITORY + "/issues/1/comments", "{\"body\": \"/retrigger\"}")
                .json()
                .path("id")
                .asLong();
        trial.call(
                "PATCH",
                REPOSITORY + "/issues/comments/" + comment,
                "{\"body\": \"/again\"}",
                trial.forge().adminToken().value());
        trial.call(
                "PATCH",
                REPOSITORY + "/pulls/1",
                "{\"body\": \"y\"}",
                trial.forge().adminToken().value());
        trial.post(REPOSITORY + "/pulls/1/merge", "{\"Do\": \"merge\", \"delete_branch_after_merge\": true}");
        git.run("git", "tag", "v1.0");
        git.run("git", "push", "-q", "origin", "v1.0");
        trial.post(REPOSITORY + "/actions/workflows/convert.yml/dispatches", "{\"ref\": \"main\"}");
        trial.post(REPOSITORY + "/hooks/1/tests", "");
        receiver.await(
                "a run of main",
                delivery -> delivery.is("workflow_run", "/action", "completed")
                        && delivery.is("workflow_run", "/workflow_run/event", "workflow_dispatch"));
        receiver.await("a hook test", delivery -> delivery.is("push", "/ref", "main"));
    }

    private static final String WORKFLOW = """
            name: convert
            on:
              push:
                branches: ["convert/**"]
              workflow_dispatch:
            jobs:
              convert:
                runs-on: self-hosted
                steps:
                  - run: echo converted
              validate:
                needs: convert
                runs-on: self-hosted
                steps:
                  - run: echo validated; false
            """;

    @AfterAll
    static void stop() {
        trial.close();
        receiver.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "01-push-refs_heads_main, push, /ref, refs/heads/main",
        "02-workflow_run-requested, workflow_run, /action, requested",
        "03-workflow_job-queued, workflow_job, /action, queued",
        "04-workflow_job-waiting, workflow_job, /action, waiting",
        "06-workflow_job-in_progress, workflow_job, /action, in_progress",
        "07-workflow_run-in_progress, workflow_run, /action, in_progress",
        "08-workflow_job-completed, workflow_job, /action, completed",
        "09-create-convert_sub-01_ses-01, create, /ref, convert/sub-01_ses-01",
        "10-pull_request-opened, pull_request, /action, opened",
        "11-push-refs_heads_convert_sub-01_ses-01, push, /ref, refs/heads/convert/sub-01_ses-01",
        "12-status-pending, status, /state, pending",
        "21-create-git-annex, create, /ref, git-annex",
        "24-push-refs_heads_git-annex, push, /ref, refs/heads/git-annex",
        "29-status-success, status, /state, success",
        "36-workflow_run-completed, workflow_run, /action, completed",
        "42-pull_request_comment-created, pull_request_comment, /action, created",
        "43-pull_request_comment-edited, pull_request_comment, /action, edited",
        "49-pull_request_sync-synchronized, pull_request_sync, /action, synchronized",
        "59-status-failure, status, /state, failure",
        "84-pull_request-closed, pull_request, /action, closed",
        "89-delete-convert_sub-01_ses-01, delete, /ref, convert/sub-01_ses-01",
        "90-push-refs_tags_v1.0, push, /ref, refs/tags/v1.0",
        "91-create-v1.0, create, /ref, v1.0",
        "93-push-main, push, /ref, main",
        "129-pull_request-edited, pull_request, /action, edited"
    })
    void hooksAreToldWhatGiteaTells(String recording, String type, String pointer, String value) throws IOException {
        JsonNode recorded = recording(recording);

        HookReceiver.Delivery delivery = receiver.await(recording, candidate -> candidate.is(type, pointer, value));

        JsonNode body = Trial.JSON.readTree(recorded.path("body").asText());
        assertThat(JsonShape.of(body).differences(JsonShape.of(delivery.json())))
                .isEmpty();
        assertThat(names(delivery)).containsAll(names(recorded.path("headers")));
        assertThat(delivery.headers().get("x-gitea-event"))
                .isEqualTo(recorded.path("headers").path("X-Gitea-Event").asText());
        assertThat(delivery.headers().get("x-hub-signature")).isEqualTo("sha1=" + hmac("HmacSHA1", delivery.body()));
        assertThat(delivery.headers().get("x-gitea-signature")).isEqualTo(hmac("HmacSHA256", delivery.body()));
    }

    @Test
    void theRecordedSignatureIsTheSameKind() throws IOException {
        JsonNode recorded = recording("01-push-refs_heads_main");

        assertThat(hmac("HmacSHA256", recorded.path("body").asText()))
                .isEqualTo(recorded.path("headers").path("X-Gitea-Signature").asText());
    }

    @Test
    void aNewBranchShowsNoCommits() {
        JsonNode push = receiver.await("the new branch", delivery -> delivery.is("push", "/ref", "refs/heads/x1"))
                .json();

        assertThat(push.path("commits")).isEmpty();
        assertThat(push.path("total_commits").asInt()).isZero();
        assertThat(push.path("before").asText()).matches("0{40}");
    }

    @Test
    void aMergeShowsFiveCommitsOfAll() {
        JsonNode push = receiver.await(
                        "the merge",
                        delivery -> delivery.is("push", "/ref", "refs/heads/main")
                                && delivery.json().path("total_commits").asInt() > 1)
                .json();

        assertThat(push.path("commits")).hasSize(5);
        assertThat(push.path("total_commits").asInt()).isEqualTo(9);
    }

    @Test
    void deletingABranchIsNoPush() {
        receiver.await("the deletion", delivery -> delivery.is("delete", "/ref", BRANCH));

        assertThat(receiver.deliveries())
                .noneMatch(delivery -> delivery.type().equals("push")
                        && delivery.json().path("after").asText().matches("0{40}"));
    }

    @Test
    void dispatchedRunsSayNothingOnTheCommit() {
        String main =
                trial.get(REPOSITORY + "/branches/main").json().at("/commit/id").asText();

        JsonNode status = trial.get(REPOSITORY + "/commits/" + main + "/status").json();

        assertThat(status.path("total_count").asInt()).isZero();
        assertThat(status.path("state").asText()).isEqualTo("pending");
    }

    private static void commit(Shell git, String name, String content) throws IOException {
        Path file = git.folder().resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        git.run("git", "add", name);
        git.run("git", "commit", "-q", "-m", "add " + name);
    }

    private static Set<String> names(HookReceiver.Delivery delivery) {
        return new TreeSet<>(delivery.headers().keySet());
    }

    private static Set<String> names(JsonNode headers) {
        TreeSet<String> names = new TreeSet<>();
        headers.fieldNames().forEachRemaining(name -> names.add(name.toLowerCase(Locale.ROOT)));
        names.remove("accept-encoding");
        return names;
    }

    private static JsonNode recording(String name) throws IOException {
        try (InputStream stream = RecordedHooksIT.class.getResourceAsStream("gitea-1.26.2/hooks/" + name + ".json")) {
            assertThat(stream).as(name).isNotNull();
            return Trial.JSON.readTree(stream);
        }
    }

    private static String hmac(String algorithm, String body) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), algorithm));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
