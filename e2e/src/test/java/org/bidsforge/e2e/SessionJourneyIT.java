// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A synthetic session from the scanner's C-STORE to a stranger's clone, on embedded defaults. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SessionJourneyIT {
    private static final String BIDS = "lab/memory-bids";

    private Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private Platform platform;

    @SuppressWarnings("NullAway.Init")
    private PlantedIdentifiers identifiers;

    @SuppressWarnings("NullAway.Init")
    private JsonNode request;

    private String branch = "";

    @BeforeAll
    void sendsASession(@TempDir Path temporary) throws IOException, InterruptedException {
        folder = temporary;
        platform = Platform.start(folder.resolve("platform"), Map.of());
        platform.bidsforge("study", "create", "lab/memory");
        Path list = folder.resolve("identifiers.json");
        platform.bidsforge(
                "phantom", folder.resolve("dicom").toString(), "--seed", "7", "--identifiers", list.toString());
        identifiers = new PlantedIdentifiers(list);
        Shell.Result sent = platform.send(folder.resolve("dicom"));
        assertThat(sent.exit()).as(sent.output()).isZero();
        request = platform.awaitGreenMergeRequest(BIDS, 1);
        branch = request.path("head").path("ref").asText();
    }

    @AfterAll
    void stops() {
        platform.close();
    }

    private Path clone(Shell shell, String name) throws IOException, InterruptedException {
        Path clone = folder.resolve(name);
        shell.in(folder).run("git", "clone", "-q", "-b", branch, platform.cloneUrl(BIDS), clone.toString());
        return clone;
    }

    /** The machine's own git-annex comes first on the search path, or the toolbox's newer one. */
    private Shell withGitAnnexOf(boolean debian) {
        String path = platform.shell().environment().getOrDefault("PATH", "");
        return debian
                ? platform.shell().with("PATH", Platform.BIN + ":/usr/bin:/bin")
                : platform.shell().with("PATH", path);
    }

    @Test
    @Order(1)
    void accountsForEverySeries() throws IOException, InterruptedException {
        Path clone = clone(platform.shell(), "report");
        try (Stream<Path> reports = Files.list(clone.resolve(".bidsforge/sessions"))) {
            List<Path> all = reports.toList();
            assertThat(all).hasSize(1);
            JsonNode report = new ObjectMapper().readTree(all.get(0).toFile());
            List<String> outcomes = new ArrayList<>();
            report.findPath("series")
                    .forEach(series -> outcomes.add(series.path("outcome").asText()));
            assertThat(report.findPath("series").findValuesAsText("reason"))
                    .as("the dose report, which is no image and stays in the intake")
                    .anyMatch(reason -> reason.startsWith("Kept back by the intake"));
            assertThat(outcomes)
                    .hasSizeGreaterThanOrEqualTo(8)
                    .contains("converted")
                    .doesNotContain("failed");
        }
    }

    @Test
    @Order(2)
    void givesTheDataToADebianUser() throws IOException, InterruptedException {
        Shell shell = withGitAnnexOf(true);
        Shell clone = shell.in(clone(shell, "debian"));
        clone.run("git", "annex", "get", ".");
        clone.run("git", "annex", "fsck");
        assertThat(clone.run("git", "annex", "find", "--not", "--in=here")).isBlank();
    }

    @Test
    @Order(3)
    void takesANewFileFromADebianUser() throws IOException, InterruptedException {
        Shell clone = withGitAnnexOf(true).in(folder.resolve("debian"));
        Files.write(folder.resolve("debian/extra.nii.gz"), new byte[] {0, 1, 2});
        clone.run("git", "checkout", "-q", "-b", "extra");
        clone.run("git", "annex", "add", "extra.nii.gz");
        clone.run("git", "commit", "-q", "-m", "Add a file");
        clone.run("git", "annex", "copy", "--to", "store", "extra.nii.gz");
        clone.run("git", "push", "-q", "origin", "extra", "git-annex");
        assertThat(clone.run("git", "annex", "fsck", "--from", "store", "extra.nii.gz"))
                .contains("ok");
    }

    @Test
    @Order(4)
    void givesTheDataToAUserOfTheNewestGitAnnex() throws IOException, InterruptedException {
        Shell shell = withGitAnnexOf(false);
        Shell clone = shell.in(clone(shell, "newest"));
        clone.run("git", "annex", "get", ".");
        clone.run("git", "annex", "fsck");
        assertThat(clone.run("git", "annex", "find", "--not", "--in=here")).isBlank();
    }

    @Test
    @Order(5)
    void takesANewFileOnceTheStoreIsVerified() throws IOException, InterruptedException {
        Shell clone = withGitAnnexOf(false).in(folder.resolve("newest"));
        Files.write(folder.resolve("newest/more.nii.gz"), new byte[] {0, 3, 4, 5});
        clone.run("git", "checkout", "-q", "-b", "more");
        clone.run("git", "annex", "add", "more.nii.gz");
        clone.run("git", "commit", "-q", "-m", "Add another file");
        clone.run("git", "config", "remote.store.annex-verified", "verified");
        clone.run("git", "annex", "copy", "--to", "store", "more.nii.gz");
        clone.run("git", "fetch", "-q");
        clone.run("git", "annex", "merge");
        clone.run("git", "push", "-q", "origin", "more", "git-annex");
    }

    @ParameterizedTest(name = "DataLad of Debian: {0}")
    @ValueSource(booleans = {true, false})
    @Order(6)
    void isADatasetForDataLad(boolean debian) throws IOException, InterruptedException {
        Shell shell = withGitAnnexOf(debian);
        // By its path, because the search path of a command is not that by which Java finds it.
        String datalad = debian ? "/usr/bin/datalad" : Platform.CACHE + "/tools/datalad/bin/datalad";
        assertThat(shell.run(datalad, "--version")).startsWith(debian ? "datalad 0.18" : "datalad 1.7");
        Path clone = folder.resolve("datalad-" + debian);
        shell.in(folder).run(datalad, "clone", platform.cloneUrl(BIDS), clone.toString());
        shell.in(clone).run("git", "checkout", "-q", branch);
        Shell in = shell.in(clone);
        assertThat(Files.readString(clone.resolve(".datalad/config"))).contains("id = ");
        assertThat(in.run(datalad, "subdatasets")).contains("sourcedata");
        in.run(datalad, "get", "-n", "sourcedata");
        String before = in.run("git", "rev-parse", "HEAD");
        String toolbox = platform.shell().environment().getOrDefault("PATH", "");
        in.with("PATH", Platform.BIN + ":" + (debian ? "" : Platform.CACHE + "/tools/datalad/bin:") + toolbox)
                .run(datalad, "rerun");
        assertThat(in.run("git", "rev-parse", "HEAD")).isEqualTo(before);
        assertThat(in.run("git", "status", "--porcelain")).isBlank();
    }

    @Test
    @Order(7)
    void letsNoIdentifierThrough() throws IOException, InterruptedException {
        assertThat(identifiers.count()).isGreaterThan(100);
        List<String> hits = new ArrayList<>(identifiers.below(platform.home()));
        try (Stream<Path> repositories = Files.walk(platform.home())) {
            for (Path head : repositories.filter(path -> path.endsWith("HEAD")).toList()) {
                Path repository = head.getParent();
                if (repository != null && Files.isDirectory(repository.resolve("objects"))) {
                    String objects =
                            platform.shell().in(repository).run("git", "cat-file", "--batch-all-objects", "--batch");
                    identifiers
                            .in(objects.getBytes(StandardCharsets.UTF_8))
                            .forEach(hit -> hits.add(repository + ": " + hit));
                }
            }
        }
        for (String page : pages()) {
            identifiers
                    .in(platform.get(page).body().getBytes(StandardCharsets.UTF_8))
                    .forEach(hit -> hits.add(page + ": " + hit));
        }
        assertThat(hits).isEmpty();
    }

    private List<String> pages() throws IOException, InterruptedException {
        List<String> pages = new ArrayList<>(List.of(platform.serviceUrl() + "/"));
        platform.sessions()
                .path("sessions")
                .forEach(session -> pages.add(session.path("page").asText()));
        return pages;
    }

    @Test
    @Order(8)
    void doctorFindsNothingWrong() throws IOException, InterruptedException {
        assertThat(platform.bidsforge("doctor")).doesNotContain("failed");
    }

    @Test
    @Order(9)
    void isShownOnAccessiblePages() throws IOException, InterruptedException {
        String repository = "/" + BIDS;
        List<String> addresses = new ArrayList<>(pages());
        addresses.add(platform.signInLink("/"));
        for (String path : List.of(
                "/",
                repository,
                repository + "/src/branch/" + branch,
                repository + "/src/branch/" + branch + "/participants.tsv",
                repository + "/commits/branch/" + branch,
                repository + "/pulls",
                repository + "/pulls/1",
                repository + "/actions",
                repository + "/actions/runs/1",
                repository + "/actions/runs/1/jobs/1")) {
            addresses.add(platform.forgeUrl() + path);
        }

        assertThat(PageCheck.problems(platform.shell(), addresses)).isEmpty();
    }
}
