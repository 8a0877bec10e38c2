// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.bidsforge.core.annex.AnnexKey;
import org.bidsforge.core.annex.LocationLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedAnnexBranchIT {
    private static final String STORE = "0d1c3d3e-0000-4000-8000-000000000001";
    private static final String OTHER = "0d1c3d3e-0000-4000-8000-000000000002";

    @TempDir
    Path folder;

    private GitServer server;
    private GitRemote remote;

    @BeforeEach
    void start() throws Exception {
        server = new GitServer(Files.createDirectory(folder.resolve("served")));
        remote = server.create("study");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static AnnexKey key(int number) {
        return AnnexKey.parse("MD5E-s" + number + "--d41d8cd98f00b204e9800998ecf8427e.tar");
    }

    private SharedAnnexBranch branch(GitRepository repository) {
        return new SharedAnnexBranch(repository, GitIdentity.BIDSFORGE);
    }

    @Test
    void makesTheBranchAndSaysNothingTwice() throws Exception {
        try (GitRepository repository = GitRepository.open(folder.resolve("m"), remote)) {
            SharedAnnexBranch annex = branch(repository);
            SharedAnnexBranch.Change change =
                    log -> log.describe(STORE, "bücher store").present(key(1), STORE);

            annex.update(change);
            String first = repository.resolve(SharedAnnexBranch.REF).orElseThrow();
            annex.update(change);

            assertThat(repository.resolve(SharedAnnexBranch.REF)).contains(first);
            assertThat(annex.read("uuid.log"))
                    .hasValueSatisfying(text -> assertThat(text).contains("bücher store"));
            assertThat(annex.read(LocationLog.path(key(1)))).contains("1112911993s 1 " + STORE + "\n");
            assertThat(annex.prepare(change)).isEmpty();
        }
    }

    @Test
    void manyWritersAtOnceLoseNothing() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> writers = IntStream.range(0, 4)
                    .<Callable<Void>>mapToObj(writer -> () -> write(writer))
                    .toList();
            for (Future<Void> done : threads.invokeAll(writers)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }

        try (GitRepository repository = GitRepository.open(folder.resolve("check"), remote)) {
            repository.fetch();
            SharedAnnexBranch annex = branch(repository);
            for (int number = 0; number < 20; number++) {
                assertThat(annex.read(LocationLog.path(key(number))))
                        .as("key %s", number)
                        .isPresent();
            }
            assertThat(LocationLog.parse(annex.read(LocationLog.path(key(1000))).orElseThrow())
                            .lines())
                    .hasSize(4);
        }
        Command.run(server.folder("study"), "git", "fsck", "--strict");
    }

    private Void write(int writer) throws IOException {
        // Two of them share a mirror, as two threads of the service do.
        try (GitRepository repository = GitRepository.open(folder.resolve("w" + writer / 2), remote)) {
            for (int i = 0; i < 5; i++) {
                int number = writer * 5 + i;
                String uuid = STORE.substring(0, 35) + writer;
                branch(repository).update(log -> log.present(key(number), uuid).present(key(1000), uuid));
            }
        }
        return null;
    }

    @Test
    void joinsUnrelatedHistoriesAsGitAnnexDoes() throws Exception {
        Assumptions.assumeTrue(Command.exists("git-annex"), "git-annex is not installed");
        try (GitRepository repository = GitRepository.open(folder.resolve("m"), remote)) {
            SharedAnnexBranch annex = branch(repository);
            String ours = side(annex, STORE, "ours");
            String theirs = side(annex, OTHER, "theirs");

            String joined = annex.merge(ours, theirs);

            assertThat(annex.merge(joined, ours)).isEqualTo(joined);
            assertThat(annex.merge(theirs, joined)).isEqualTo(joined);
            assertThat(repository.commit(joined).parents()).containsExactly(ours, theirs);
            String pointer = repository.commit(
                    repository.write(new TreeEdit().symlink("a", ".git/annex/objects/x/x/" + key(7) + "/" + key(7))),
                    List.of(),
                    "a\n",
                    GitIdentity.BIDSFORGE);
            assertThat(repository
                            .push(Map.of(
                                    SharedAnnexBranch.REF,
                                    RefUpdate.create(joined),
                                    "refs/heads/main",
                                    RefUpdate.create(pointer)))
                            .succeeded())
                    .isTrue();
        }

        Path clone = folder.resolve("clone");
        Command.run(folder, "git", "clone", "-q", server.folder("study").toString(), clone.toString());
        Command.run(clone, "git", "annex", "init", "-q", "here");
        assertThat(Command.run(clone, "git", "annex", "whereis", "a"))
                .contains("2 copies")
                .contains("ours")
                .contains("theirs");
    }

    private String side(SharedAnnexBranch annex, String uuid, String name) throws IOException {
        return annex.prepare(log -> log.describe(uuid, name).present(key(7), uuid))
                .orElseThrow()
                .commit();
    }

    @Test
    void keepsWhatGitAnnexWrote() throws Exception {
        Assumptions.assumeTrue(Command.exists("git-annex"), "git-annex is not installed");
        Path work = folder.resolve("work");
        Command.run(folder, "git", "init", "-q", "-b", "main", work.toString());
        Command.run(work, "git", "annex", "init", "-q", "laptop");
        Files.writeString(work.resolve("f.dat"), "content");
        Command.run(work, "git", "annex", "add", "-q", "f.dat");
        Command.run(work, "git", "commit", "-q", "-m", "f");
        Command.run(work, "git", "push", "-q", server.folder("study").toString(), "main", "git-annex");
        AnnexKey key = AnnexKey.parse(
                Command.run(work, "git", "annex", "lookupkey", "f.dat").strip());

        try (GitRepository repository = GitRepository.open(folder.resolve("m"), remote)) {
            branch(repository).update(log -> log.describe(STORE, "store").present(key, STORE));
        }

        Command.run(
                work, "git", "fetch", "-q", server.folder("study").toString(), "+git-annex:refs/remotes/o/git-annex");
        Command.run(work, "git", "annex", "merge", "-q");
        assertThat(Command.run(work, "git", "annex", "whereis", "f.dat"))
                .contains("2 copies")
                .contains("laptop")
                .contains("store");
    }
}
