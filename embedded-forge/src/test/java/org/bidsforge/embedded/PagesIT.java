// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of a small study: what they show, what they refuse, what they weigh. */
final class PagesIT {
    private static final String REPOSITORY = "/repos/lab/study-bids";
    private static final String HOSTILE = "<script>alert(1)</script>\\\"'><img src=x>";
    private static final String KEY = "MD5E-s1234567--d41d8cd98f00b204e9800998ecf8427e.nii.gz";
    private static final String WORKFLOW = """
        name: check
        on: workflow_dispatch
        jobs:
          look:
            runs-on: bidsforge
            steps:
              - name: Say something
                run: |
                  echo "<b>looked</b> at it"
                  for i in $(seq 4000); do echo "line $i of a long log that goes on and on and on <&>"; done
                  exit 7
        """;

    @TempDir
    static Path folder;

    private static Trial trial;
    private static Browser browser;

    @BeforeAll
    static void fill() throws IOException {
        Shell.need("git");
        trial = Trial.in(folder.resolve("forge")).withRepository("study-bids");
        trial.post("/orgs/lab/repos", "{\"name\": \"study-sourcedata\", \"private\": true, \"auto_init\": true}");
        browser = new Browser(trial.url());
        browser.get(trial.forge().signInLink("/"));
        push();
        open("convert/sub-01", "sub-01: " + HOSTILE, "See the **series**");
        trial.post(REPOSITORY + "/issues/1/comments", "{\"body\": \"# Report\\n\\n" + HOSTILE + "\"}");
        trial.post(REPOSITORY + "/actions/workflows/check.yml/dispatches", "{\"ref\": \"main\", \"inputs\": {}}");
        trial.await(REPOSITORY + "/actions/runs", "/workflow_runs/0/status", "completed");
    }

    @AfterAll
    static void stop() {
        trial.close();
    }

    /** A dataset with annexed data, a subdataset, awkward names and a large file. */
    private static void push() throws IOException {
        Path clone = folder.resolve("clone");
        Shell shell = new Shell(folder);
        shell.run("git", "clone", "-q", trial.gitUrl("lab/study-bids"), clone.toString());
        Files.createDirectories(clone.resolve("sub-01/anat"));
        Files.createSymbolicLink(
                clone.resolve("sub-01/anat/sub-01_T1w.nii.gz"),
                Path.of("../../.git/annex/objects/aB/Cd/" + KEY + "/" + KEY));
        Files.createDirectories(clone.resolve(".gitea/workflows"));
        Files.writeString(clone.resolve(".gitea/workflows/check.yml"), WORKFLOW);
        Files.writeString(clone.resolve("participants.tsv"), "participant_id\tage\nsub-01\t30\n");
        Files.writeString(clone.resolve("a <b> &amp; c.txt"), "text <i>");
        Files.writeString(clone.resolve("large.txt"), "a line of a large file <&>\n".repeat(20_000));
        Files.writeString(
                clone.resolve(".gitmodules"),
                "[submodule \"sourcedata\"]\n\tpath = sourcedata\n\turl = ../study-sourcedata.git\n");
        String sha = trial.get("/repos/lab/study-sourcedata/branches/main")
                .json()
                .at("/commit/id")
                .asText();
        Shell inClone = new Shell(clone);
        inClone.run("git", "add", "-A");
        inClone.run("git", "update-index", "--add", "--cacheinfo", "160000," + sha + ",sourcedata");
        inClone.run("git", "commit", "-qm", "Convert " + HOSTILE);
        inClone.run("git", "push", "-q", "origin", "HEAD:main", "HEAD:refs/heads/dev");
        Files.writeString(clone.resolve("sub-01/sub-01_scans.tsv"), "filename\nanat/sub-01_T1w.nii.gz\n");
        inClone.run("git", "add", "sub-01");
        inClone.run("git", "commit", "-qm", "Scans");
        inClone.run("git", "push", "-q", "origin", "HEAD:refs/heads/convert/sub-01");
    }

    private static JsonNode open(String head, String title, String body) {
        return trial.post(
                        REPOSITORY + "/pulls",
                        "{\"head\": \"" + head + "\", \"base\": \"dev\", \"title\": \"" + title + "\", \"body\": \""
                                + body + "\"}")
                .json();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/lab",
                "/lab/study-bids",
                "/lab/study-bids/src/branch/main/sub-01/anat",
                "/lab/study-bids/src/branch/main/large.txt",
                "/lab/study-bids/src/branch/main/participants.tsv",
                "/lab/study-bids/commits/branch/convert/sub-01",
                "/lab/study-bids/commit/" + "main",
                "/lab/study-bids/pulls",
                "/lab/study-bids/pulls/1",
                "/lab/study-bids/actions",
                "/lab/study-bids/actions/runs/1",
                "/lab/study-bids/actions/runs/1/jobs/1",
                "/user/login",
                "/nothing/here"
            })
    void everyPageIsSmallSafeAndPassive(String path) {
        String address = path.endsWith("/commit/main")
                ? path.replace(
                        "main",
                        trial.get(REPOSITORY + "/branches/main")
                                .json()
                                .at("/commit/id")
                                .asText())
                : path;
        HttpResponse<String> answer = browser.get(address);

        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .contains("default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
                        + " frame-ancestors 'none'; base-uri 'none'");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("same-origin");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.body().getBytes(StandardCharsets.UTF_8).length).isLessThan(200_000);
        assertThat(answer.body()).doesNotContain("<script", "<img src=x", "<b>looked", "javascript:");
    }

    @Test
    void theStylesheetIsSmallAndMayBeKept() {
        String page = browser.page("/");
        String address = page.substring(page.indexOf("/assets/forge-"), page.indexOf(".css") + 4);
        HttpResponse<String> css = browser.get(address);

        assertThat(css.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("max-age"));
        assertThat(css.body()).hasSizeLessThan(15_000).contains(".page-head{");
    }

    @Test
    void filesShowWhatTheAnnexAndSubdatasetsHold() {
        String top = browser.page("/lab/study-bids");
        assertThat(top).contains("href=\"/lab/study-sourcedata/src/commit/").contains("a &lt;b&gt; &amp;amp; c.txt");

        String anat = browser.page("/lab/study-bids/src/branch/main/sub-01/anat");
        assertThat(anat).contains("1.2 MB, annexed");

        String file = browser.page("/lab/study-bids/src/branch/main/sub-01/anat/sub-01_T1w.nii.gz");
        assertThat(file).contains("This is an annexed file", KEY, "git annex get");
        assertThat(browser.page("/lab/study-bids/src/branch/main/participants.tsv"))
                .contains("<td>sub-01</td>");
        assertThat(browser.page("/lab/study-bids/src/branch/main/a%20%3Cb%3E%20&amp%3B%20c.txt"))
                .contains("text &lt;i&gt;");
        assertThat(browser.page("/lab/study-bids/src/branch/main/large.txt")).contains("lines are shown");
    }

    @Test
    void aChosenBranchIsShown() {
        assertThat(browser.get("/lab/study-bids/src?branch=convert/sub-01")
                        .headers()
                        .firstValue("Location"))
                .contains("/lab/study-bids/src/branch/convert/sub-01");
        assertThat(browser.page("/lab/study-bids/src/branch/convert/sub-01/sub-01"))
                .contains("sub-01_scans.tsv");
    }

    @Test
    void whatIsServedRawDoesNothing() {
        HttpResponse<String> raw = browser.get("/lab/study-bids/raw/branch/main/participants.tsv");

        assertThat(raw.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        assertThat(raw.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("sandbox"));
        assertThat(raw.body()).startsWith("participant_id");
    }

    @Test
    void aJobShowsTheEndOfItsLog() {
        String job = browser.page("/lab/study-bids/actions/runs/1/jobs/1");

        assertThat(job).contains("line 4000 of a long log", "failed").doesNotContain("line 1 of a long log");
        assertThat(browser.page("/lab/study-bids/actions/runs/1/jobs/1/logs")).contains("line 1 of a long log");
    }

    @Test
    void aLongCommentIsNotShownRatherThanTheRestLost() {
        open("main", "Long", "");
        String comment = "- " + "word ".repeat(30_000);
        trial.post(REPOSITORY + "/issues/1/comments", "{\"body\": \"" + comment + "\"}");

        String page = browser.page("/lab/study-bids/pulls/1");
        assertThat(page).contains("too long to be shown here", "Changed files");
    }

    @Test
    void theMergeButtonMergesWhatWasSeen() {
        trial.file("lab/study-bids", "main", "new.txt", "new");
        int number = open("main", "Bring main", "").path("number").asInt();
        String address = "/lab/study-bids/pulls/" + number;
        String page = browser.page(address);
        String form = Browser.formToken(page);
        String head = trial.get(REPOSITORY + "/pulls/" + number)
                .json()
                .at("/head/sha")
                .asText();
        assertThat(page).contains("Merge into dev", head);

        assertThat(browser.submit(address + "/merge", Map.of("form_token", "guess", "head", head))
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.submit(address + "/merge", Map.of("form_token", form, "head", head), "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(new Browser(trial.url())
                        .submit(address + "/merge", Map.of("form_token", form, "head", head))
                        .statusCode())
                .as("another browser is not signed in")
                .isEqualTo(303);
        HttpResponse<String> late =
                browser.submit(address + "/merge", Map.of("form_token", form, "head", "0".repeat(40)));
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("It was not merged");
        assertThat(trial.get(REPOSITORY + "/pulls/" + number)
                        .json()
                        .path("merged")
                        .asBoolean())
                .isFalse();

        assertThat(browser.submit(address + "/merge", Map.of("form_token", form, "head", head))
                        .statusCode())
                .isEqualTo(303);
        assertThat(trial.get(REPOSITORY + "/pulls/" + number)
                        .json()
                        .path("merged")
                        .asBoolean())
                .isTrue();
        assertThat(browser.page(address)).contains("Merged into dev by bidsforge");
    }

    @Test
    void whoMayOnlyLookCannotMergeAndIsToldSo() {
        String token = trial.post("/users/bidsforge/tokens", "{\"name\": \"look\", \"scopes\": [\"read:repository\"]}")
                .json()
                .path("sha1")
                .asText();
        Browser reader = new Browser(trial.url());
        reader.signIn("bidsforge", token, "/");
        String page = reader.page("/lab/study-bids/pulls/1");

        assertThat(page).contains("may look but not change anything").doesNotContain("Merge into dev");
        HttpResponse<String> answer = reader.submit(
                "/lab/study-bids/pulls/1/merge", Map.of("form_token", Browser.formToken(page), "head", ""));
        assertThat(answer.statusCode()).isEqualTo(403);

        trial.call(
                "DELETE",
                "/users/bidsforge/tokens/look",
                "",
                trial.forge().adminToken().value());
        assertThat(reader.get("/lab/study-bids").statusCode()).isEqualTo(303);
    }

    @Test
    void requiredChecksAreNamedAndHoldTheMergeBack() {
        trial.post(
                REPOSITORY + "/branch_protections",
                "{\"rule_name\": \"held\", \"enable_status_check\": true, \"status_check_contexts\": [\"validate\"]}");
        trial.post(REPOSITORY + "/branches", "{\"new_branch_name\": \"held\", \"old_branch_name\": \"main\"}");
        trial.file("lab/study-bids", "convert/sub-01", "more.txt", "more");
        int number = trial.post(
                        REPOSITORY + "/pulls",
                        "{\"head\": \"convert/sub-01\", \"base\": \"held\", \"title\": \"Held\", \"body\": \"\"}")
                .json()
                .path("number")
                .asInt();

        String page = browser.page("/lab/study-bids/pulls/" + number);
        assertThat(page).contains("validate must succeed first", "waited for").doesNotContain("Merge into held");
    }
}
