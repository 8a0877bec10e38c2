// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.gitea;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.bidsforge.core.config.Secret;
import org.bidsforge.core.pipeline.RepositoryName;
import org.bidsforge.forge.CommitStatus;
import org.bidsforge.forge.Forge;
import org.bidsforge.forge.ForgeException;
import org.bidsforge.forge.Job;
import org.bidsforge.forge.MergeRequest;
import org.bidsforge.forge.NewMergeRequest;
import org.bidsforge.forge.Run;
import org.bidsforge.forge.RunQuery;
import org.bidsforge.forge.RunState;
import org.bidsforge.forge.gitea.ScriptedServer.Request;
import org.bidsforge.forge.gitea.ScriptedServer.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The adapter reads what a real Gitea 1.26.2 answered. */
class GiteaRecordingsTest {
    private static final RepositoryName BIDS = new RepositoryName("lab", "study-bids");
    private static final String COMMIT = "ae4e75a040ace3293534b09c7d5eb5eae34b81bf";

    private final List<JsonNode> recordings = new ArrayList<>();
    private Predicate<JsonNode> choice = recording -> recording.get("status").asInt() != 401;
    private ScriptedServer server;
    private Forge forge;

    @BeforeEach
    void start() throws IOException {
        try (InputStream file = GiteaRecordingsTest.class.getResourceAsStream("fixtures/api.jsonl")) {
            for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                recordings.add(new ObjectMapper().readTree(line));
            }
        }
        server = new ScriptedServer(this::replay);
        forge = new GiteaForge(
                server.url(), new Secret("sesame"), new Patience(1, Duration.ofMillis(1), Duration.ofMillis(1)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Response replay(Request request) {
        JsonNode found = recordings.stream()
                .filter(choice)
                .filter(recording -> recording.get("method").asText().equals(request.method()))
                .filter(recording ->
                        URI.create(recording.get("path").asText()).getPath().equals(request.path()))
                .filter(recording ->
                        page(URI.create(recording.get("path").asText())).equals(page(request.uri())))
                .findFirst()
                .orElseThrow(() -> new UncheckedIOException(new IOException("not recorded: " + request)));
        Map<String, String> headers = new TreeMap<>();
        found.get("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        JsonNode body = found.get("body");
        return new Response(found.get("status").asInt(), headers, body.isTextual() ? body.asText() : body.toString());
    }

    private static String page(URI uri) {
        String query = Optional.ofNullable(uri.getQuery()).orElse("");
        return query.replaceAll(".*\\bpage=(\\d+).*|.*", "$1").replaceAll("^$", "1");
    }

    @Test
    void whoAsksAndWhat() throws IOException {
        assertThat(forge.version()).isEqualTo("development");
        assertThat(forge.whoAmI().login()).isEqualTo("admin");
        assertThat(forge.whoAmI().administrator()).isTrue();
    }

    @Test
    void aBadToken() {
        choice = recording -> recording.get("status").asInt() == 401;

        assertThatThrownBy(forge::whoAmI)
                .isInstanceOfSatisfying(
                        ForgeException.class, e -> assertThat(e.status()).hasValue(401))
                .hasMessageContaining("invalid username, password or token");
    }

    @Test
    void repositories() throws IOException {
        assertThat(forge.repositories().find(BIDS)).hasValueSatisfying(repository -> {
            assertThat(repository.name()).isEqualTo(BIDS);
            assertThat(repository.defaultBranch()).isEqualTo("main");
            assertThat(repository.empty()).isFalse();
            assertThat(repository.cloneUrl()).hasToString("http://127.0.0.1:3300/lab/study-bids.git");
        });
        assertThat(forge.repositories().find(new RepositoryName("lab", "none"))).isEmpty();
        assertThat(forge.repositories().ensureOrganisation("lab")).isFalse();
    }

    @Test
    void branchesOverTwoPages() throws IOException {
        assertThat(forge.repositories().branches(BIDS)).containsOnlyKeys("git-annex", "main", "x2");
        assertThat(forge.repositories().branch(BIDS, "main")).contains("95ded219251a40ce44511f487b235b7dc1b54405");
        assertThat(forge.repositories().branch(BIDS, "nope")).isEmpty();
    }

    @Test
    void files() throws IOException {
        assertThat(forge.repositories().file(BIDS, "main", "README.md"))
                .hasValueSatisfying(bytes -> assertThat(bytes).asString().isEqualTo("# study-bids\n\n"));
        assertThat(forge.repositories().file(BIDS, "main", "none")).isEmpty();
    }

    @Test
    void mergeRequests() throws IOException {
        MergeRequest request = forge.mergeRequests().find(BIDS, 2).orElseThrow();

        assertThat(request.state()).isEqualTo(MergeRequest.State.OPEN);
        assertThat(request.head()).isEqualTo("convert/sub-02_ses-01");
        assertThat(request.base()).isEqualTo("dev");
        assertThat(request.title()).isEqualTo("sub-02 ses-01");
        assertThat(forge.mergeRequests().open(BIDS))
                .extracting(MergeRequest::number)
                .containsExactly(2L);
        assertThat(forge.mergeRequests().update(BIDS, 2, "x", "new body").body())
                .isEqualTo("new body");
        assertThat(forge.mergeRequests().comments(BIDS, 2)).hasSize(1);
    }

    @Test
    void openingTheSameMergeRequestAgainFindsIt() throws IOException {
        choice = recording -> recording.get("status").asInt() == 409
                || recording.get("status").asInt() == 200;

        MergeRequest request =
                forge.mergeRequests().open(BIDS, new NewMergeRequest("convert/sub-02_ses-01", "dev", "again", ""));

        assertThat(request.number()).isEqualTo(2);
    }

    @Test
    void statusesOfAllMakers() throws IOException {
        List<CommitStatus> statuses = forge.statuses().list(BIDS, COMMIT);

        assertThat(statuses)
                .extracting(CommitStatus::context)
                .containsExactly(
                        "bidsforge/validate",
                        "convert / convert (push)",
                        "convert / validate (a) (push)",
                        "convert / validate (b) (push)");
        assertThat(statuses.get(1).target())
                .contains(URI.create(server.url() + "/lab/study-bids/actions/runs/5/jobs/13"));
    }

    @Test
    void runsAndJobs() throws IOException {
        Run run = forge.runs().find(BIDS, 1).orElseThrow();
        List<Job> jobs = forge.runs().jobs(BIDS, 1);

        assertThat(run.workflow()).isEqualTo("convert.yml");
        assertThat(run.event()).isEqualTo("workflow_dispatch");
        assertThat(run.branch()).isEqualTo("main");
        assertThat(run.state().isFinal()).isTrue();
        assertThat(run.attempt()).isEqualTo(1);
        assertThat(jobs).extracting(Job::name).containsExactly("convert", "validate (a)", "validate (b)");
        assertThat(jobs.get(0).state()).isEqualTo(RunState.SUCCESS);
        assertThat(jobs.get(0).attempt()).isEqualTo(2);
        assertThat(forge.runs().list(BIDS, RunQuery.newest(1)))
                .extracting(Run::id)
                .containsExactly(5L);
        assertThat(forge.runs().find(BIDS, 999)).isEmpty();
    }

    @Test
    void dispatchOfAnOlderGiteaTellsNoRun() throws IOException {
        assertThat(forge.runs().dispatch(BIDS, "convert.yml", "main", Map.of())).isEmpty();
        assertThatThrownBy(() -> forge.runs().dispatch(BIDS, "none.yml", "main", Map.of()))
                .hasMessageContaining("404 workflow \"none.yml\" doesn't exist");
    }

    @Test
    void hooks() throws IOException {
        assertThat(forge.hooks().list(BIDS)).hasSize(1).allSatisfy(hook -> {
            assertThat(hook.active()).isTrue();
            assertThat(hook.url()).hasToString("http://127.0.0.1:3399/hook/gitea");
            assertThat(hook.events()).contains("push", "workflow_run");
        });
    }
}
