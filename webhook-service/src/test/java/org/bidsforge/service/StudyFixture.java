// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.bidsforge.core.config.Secret;
import org.bidsforge.core.pipeline.Pipeline;
import org.bidsforge.core.pipeline.RepositoryKind;
import org.bidsforge.core.pipeline.RepositoryName;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.embedded.EmbeddedForge;
import org.bidsforge.embedded.EmbeddedForgeConfig;
import org.bidsforge.forge.Forge;
import org.bidsforge.forge.HookTarget;
import org.bidsforge.forge.MergeRequest;
import org.bidsforge.forge.git.GitIdentity;
import org.bidsforge.forge.git.GitRemote;
import org.bidsforge.forge.git.GitRepository;
import org.bidsforge.forge.git.RefUpdate;
import org.bidsforge.forge.git.TreeEdit;
import org.bidsforge.forge.gitea.GiteaForge;

/**
 * A study on an embedded forge whose jobs do what the test plays: each run writes its inputs into a
 * file and waits until the test says with which code it ends.
 */
final class StudyFixture implements AutoCloseable {
    static final StudyName STUDY = StudyName.parse("lab/one");
    static final RepositoryName BIDS = STUDY.repository(RepositoryKind.BIDS);
    static final RepositoryName SOURCEDATA = STUDY.repository(RepositoryKind.SOURCEDATA);

    private static final Secret TOKEN = new Secret("forge-token-of-this-test");
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String WORKFLOW = """
            name: bidsforge
            on:
              workflow_dispatch:
                inputs:
                  session: {required: true, type: string}
                  source: {required: true, type: string}
                  ticket: {required: true, type: string}
            env:
              SESSION: ${{ inputs.session }}
              SOURCE: ${{ inputs.source }}
              TICKET: ${{ inputs.ticket }}
            jobs:
              convert:
                runs-on: bidsforge
                steps:
                  - run: |
                      printf '%s' "$GITHUB_RUN_ID $SESSION $SOURCE $TICKET" > "$STAGE/new-$GITHUB_RUN_ID"
                      mv "$STAGE/new-$GITHUB_RUN_ID" "$STAGE/run-$GITHUB_RUN_ID"
                      while [ ! -s "$STAGE/end-$GITHUB_RUN_ID" ]; do sleep 0.05; done
                      exit "$(cat "$STAGE/end-$GITHUB_RUN_ID")"
            """;

    private final Path folder;
    private final Path stage;
    private final EmbeddedForge embedded;
    private final Forge forge;
    private ServiceFixture service;

    private StudyFixture(Path folder, Path stage, EmbeddedForge embedded, Forge forge, ServiceFixture service) {
        this.folder = folder;
        this.stage = stage;
        this.embedded = embedded;
        this.forge = forge;
        this.service = service;
    }

    static StudyFixture start(Path folder) throws IOException {
        Path stage = Files.createDirectories(folder.resolve("stage"));
        Map<String, String> environment = Map.of("PATH", "/usr/bin:/bin", "STAGE", stage.toString());
        EmbeddedForge embedded = EmbeddedForge.start(
                EmbeddedForgeConfig.in(folder.resolve("forge"), environment).administeredWith(TOKEN));
        Forge forge = new GiteaForge(URI.create(embedded.url()), TOKEN);
        StudyFixture study =
                new StudyFixture(folder, stage, embedded, forge, ServiceFixture.start(folder, forge, TOKEN));
        study.create();
        return study;
    }

    private void create() throws IOException {
        forge.repositories().ensureOrganisation(STUDY.investigator());
        forge.repositories().ensure(SOURCEDATA, "main", "");
        forge.repositories().ensure(BIDS, "main", "");
        commit(SOURCEDATA, "main", new TreeEdit().text("README", "source\n"));
        String first = commit(
                BIDS,
                "main",
                new TreeEdit()
                        .text(".bidsforge/study.yml", "name: one\n")
                        .text("participants.tsv", "participant_id\n")
                        .text(Pipeline.WORKFLOW, WORKFLOW));
        push(BIDS, "dev", RefUpdate.create(first));
    }

    void connectHooks() throws IOException {
        URI target = URI.create("http://127.0.0.1:" + service.service().port() + "/hook/gitea");
        for (RepositoryName repository : List.of(SOURCEDATA, BIDS)) {
            forge.hooks().ensure(repository, new HookTarget(target, ServiceFixture.HOOK_SECRET));
        }
    }

    Forge forge() {
        return forge;
    }

    ServiceFixture service() {
        return service;
    }

    /** Stops the service and starts another on what the first left; the database goes where asked. */
    void restart(boolean loseDatabase) throws IOException {
        service.close();
        if (loseDatabase) {
            for (String file : List.of("service.db", "service.db-wal", "service.db-shm")) {
                Files.deleteIfExists(folder.resolve(file));
            }
        }
        service = ServiceFixture.start(folder, forge, TOKEN);
    }

    /** The intake's part: a session in sourcedata. */
    String send(String session, String content) throws IOException {
        SessionName name = SessionName.parse(session);
        return commit(SOURCEDATA, "main", new TreeEdit().text(name.folder() + "/series.tsv", content));
    }

    /** A run that began, or an assertion that none did. */
    Play next() throws Exception {
        return await("a run", () -> {
            try (Stream<Path> files = Files.list(stage)) {
                Optional<Path> run = files.filter(
                                file -> file.getFileName().toString().startsWith("run-"))
                        .findFirst();
                if (run.isEmpty()) {
                    return Optional.empty();
                }
                String[] words = Files.readString(run.get()).split(" ", -1);
                Files.delete(run.get());
                return Optional.of(new Play(this, words[0], SessionName.parse(words[1]), words[2], words[3]));
            }
        });
    }

    boolean idle() throws IOException {
        try (Stream<Path> files = Files.list(stage)) {
            return files.noneMatch(file -> file.getFileName().toString().startsWith("run-"));
        }
    }

    Path stage() {
        return stage;
    }

    MergeRequest request(String session) throws Exception {
        String branch = SessionName.parse(session).branch();
        return await("the merge request", () -> forge.mergeRequests().findOpen(BIDS, branch, "dev"));
    }

    /** What the service says of the session in its list for programs. */
    String portrait() throws Exception {
        return service.get("/api/sessions").body();
    }

    void awaitPortrait(String text) throws Exception {
        await("the board to say: " + text, () -> {
            String said = portrait();
            return said.contains(text) ? Optional.of(said) : Optional.empty();
        });
    }

    <T> T await(String what, Callable<Optional<T>> look) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Optional<T> seen = look.call();
            if (seen.isPresent()) {
                return seen.get();
            }
            Thread.sleep(50);
        }
        throw new AssertionError("not seen in time: " + what + "; the service says " + portrait());
    }

    /** Commits on a branch, which is made where it is missing. */
    String commit(RepositoryName repository, String branch, TreeEdit edit) throws IOException {
        try (GitRepository git = open(repository)) {
            git.fetch();
            Optional<String> before = git.resolve(branch);
            String tree = before.isPresent() ? git.write(before.get(), edit) : git.write(edit);
            String commit = git.commit(tree, before.stream().toList(), "Change\n", new GitIdentity("t", "t@localhost"));
            RefUpdate update =
                    before.map(seen -> RefUpdate.move(seen, commit)).orElseGet(() -> RefUpdate.create(commit));
            require(git, branch, update);
            return commit;
        }
    }

    /** The conversion that a stage would push: on the branch, or on dev, which it joins when asked. */
    String convert(Play play, String table) throws IOException {
        SessionName session = play.session();
        try (GitRepository source = open(SOURCEDATA);
                GitRepository git = open(BIDS)) {
            source.fetch();
            git.fetch();
            String tree = source.treeId(play.source(), session.folder()).orElseThrow();
            Optional<String> before = git.resolve(session.branch());
            String dev = git.resolve("dev").orElseThrow();
            TreeEdit edit = new TreeEdit()
                    .text("participants.tsv", table)
                    .text(session.folder() + "/" + session + "_T1w.json", "{}\n")
                    .text(".bidsforge/sessions/" + session + ".json", "{\"sourceTree\": \"" + tree + "\"}\n");
            List<String> parents = before.isPresent() ? List.of(before.get(), dev) : List.of(dev);
            String commit = git.commit(git.write(dev, edit), parents, "Convert\n", new GitIdentity("t", "t@localhost"));
            RefUpdate update =
                    before.map(seen -> RefUpdate.move(seen, commit)).orElseGet(() -> RefUpdate.create(commit));
            require(git, session.branch(), update);
            return commit;
        }
    }

    private void push(RepositoryName repository, String branch, RefUpdate update) throws IOException {
        try (GitRepository git = open(repository)) {
            git.fetch();
            require(git, branch, update);
        }
    }

    private static void require(GitRepository git, String branch, RefUpdate update) throws IOException {
        if (!git.push(Map.of("refs/heads/" + branch, update)).succeeded()) {
            throw new IOException("not pushed: " + branch);
        }
    }

    private GitRepository open(RepositoryName repository) throws IOException {
        URI url = URI.create(embedded.url() + "/" + repository.fullName() + ".git");
        return GitRepository.open(
                folder.resolve("clones").resolve(repository.name()), new GitRemote(url, "bidsforge", TOKEN));
    }

    @Override
    public void close() throws IOException {
        service.close();
        embedded.close();
    }
}
