// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bidsforge.core.config.Secret;
import org.bidsforge.forge.ForgeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitRepositoryIT {
    private static final String MAIN = "refs/heads/main";

    @TempDir
    Path folder;

    private GitServer server;
    private GitRemote remote;
    private GitRepository repository;

    @BeforeEach
    void start() throws Exception {
        server = new GitServer(Files.createDirectory(folder.resolve("served")));
        remote = server.create("study");
        repository = GitRepository.open(folder.resolve("mirror"), remote);
    }

    @AfterEach
    void stop() {
        repository.close();
        server.close();
    }

    private String commit(TreeEdit edit) throws IOException {
        return repository.commit(repository.write(edit), List.of(), "first\n", GitIdentity.BIDSFORGE);
    }

    private String next(String parent, TreeEdit edit) throws IOException {
        return repository.commit(repository.write(parent, edit), List.of(parent), "next\n", GitIdentity.BIDSFORGE);
    }

    private String pushed(TreeEdit edit) throws IOException {
        String commit = commit(edit);
        assertThat(repository.push(Map.of(MAIN, RefUpdate.create(commit)))).isEqualTo(new PushResult.Pushed());
        return commit;
    }

    @Test
    void readsNothingFromAnEmptyRemote() throws IOException {
        repository.fetch();

        assertThat(repository.refs()).isEmpty();
        assertThat(repository.resolve("main")).isEmpty();
        assertThatThrownBy(() -> repository.commit("main")).hasMessageContaining("no commit main");
    }

    @Test
    void pushesEveryKindOfEntryAsGitKnowsThem() throws Exception {
        pushed(new TreeEdit()
                .text("README", "hello\n")
                .executable("code/run.sh", "#!/bin/sh\n")
                .symlink("sub-1/a.nii.gz", "../.git/annex/objects/k")
                .bytes("b.bin", new byte[] {0, 1, (byte) 200})
                .text("a.txt", "")
                .text("a/b", "sorts after a.txt\n")
                .submodule("sourcedata", "0123456789012345678901234567890123456789"));

        Path served = server.folder("study");
        Command.run(served, "git", "fsck", "--strict");
        assertThat(Command.run(served, "git", "ls-tree", "-r", "main")
                        .lines()
                        .map(line -> line.replaceAll(" [0-9a-f]{40}", "")))
                .containsExactly(
                        "100644 blob\tREADME",
                        "100644 blob\ta.txt",
                        "100644 blob\ta/b",
                        "100644 blob\tb.bin",
                        "100755 blob\tcode/run.sh",
                        "160000 commit\tsourcedata",
                        "120000 blob\tsub-1/a.nii.gz");
    }

    @Test
    void editsOnlyWhatIsNamedAndDropsEmptyFolders() throws Exception {
        String first = pushed(new TreeEdit()
                .text("keep/a", "1")
                .text("keep/deep/b", "2")
                .text("gone/only", "3")
                .text("old/x", "4")
                .text("old/y", "5"));

        String second = next(
                first,
                new TreeEdit()
                        .text("keep/deep/c", "6")
                        .delete("gone/only")
                        .delete("missing/thing")
                        .delete("old")
                        .text("old/z", "7"));

        assertThat(repository.files(second, ""))
                .extracting(TreeEntry::path)
                .containsExactly("keep/a", "keep/deep/b", "keep/deep/c", "old/z");
        assertThat(repository.changes(first, second))
                .containsExactly("gone/only", "keep/deep/c", "old/x", "old/y", "old/z");
        assertThat(repository.entries(second, "keep"))
                .extracting(TreeEntry::path, TreeEntry::kind)
                .containsExactly(tuple("keep/a", TreeEntry.Kind.FILE), tuple("keep/deep", TreeEntry.Kind.FOLDER));
        assertThat(repository.treeId(first, "keep")).isNotEqualTo(repository.treeId(second, "keep"));
        assertThat(repository.treeId(second, "keep/a")).isEmpty();
    }

    @Test
    void aFileMayBecomeAFolderAndBack() throws Exception {
        String file = commit(new TreeEdit().text("x", "1"));
        String asFolder = next(file, new TreeEdit().text("x/y", "2"));
        String again = next(asFolder, new TreeEdit().text("x", "1"));

        assertThat(repository.readText(asFolder, "x/y")).contains("2");
        assertThat(repository.readText(asFolder, "x")).isEmpty();
        assertThat(repository.treeId(again, "")).isEqualTo(repository.treeId(file, ""));
    }

    @Test
    void theSameInputGivesTheSameCommitWithATimeThatTellsNothing() throws Exception {
        String first = commit(new TreeEdit().text("a", "1"));
        String second = next(first, new TreeEdit().text("a", "2"));

        assertThat(commit(new TreeEdit().text("a", "1"))).isEqualTo(first);
        assertThat(repository.commit(first).time()).isEqualTo(Instant.parse("2005-04-07T22:13:13Z"));
        assertThat(repository.commit(second).time()).isEqualTo(Instant.parse("2005-04-07T22:13:14Z"));
        assertThat(repository.commit(second).author()).isEqualTo(GitIdentity.BIDSFORGE);
        assertThat(repository.commit(second).parents()).containsExactly(first);
        assertThat(repository.commit(second).title()).isEqualTo("next");
    }

    @Test
    void tellsHistory() throws Exception {
        String root = commit(new TreeEdit().text("a", "1"));
        String left = next(root, new TreeEdit().text("a", "2"));
        String right = next(root, new TreeEdit().text("b", "2"));
        String unrelated = commit(new TreeEdit().text("other", "1"));

        assertThat(repository.log(left, 10)).extracting(GitCommit::id).containsExactly(left, root);
        assertThat(repository.log(left, right, 10)).extracting(GitCommit::id).containsExactly(left);
        assertThat(repository.isAncestor(root, left)).isTrue();
        assertThat(repository.isAncestor(left, right)).isFalse();
        assertThat(repository.mergeBase(left, right)).contains(root);
        assertThat(repository.mergeBase(left, unrelated)).isEmpty();
    }

    @Test
    void fetchFollowsTheRemoteAndForgetsDeletedBranches() throws Exception {
        String first = pushed(new TreeEdit().text("a", "1"));
        Path served = server.folder("study");
        Command.run(served, "git", "branch", "extra", "main");
        Command.run(served, "git", "tag", "-a", "v1", "-m", "one", "main");

        repository.fetch();
        assertThat(repository.refs())
                .containsOnlyKeys(MAIN, "refs/heads/extra", "refs/tags/v1")
                .containsValue(first);
        assertThat(repository.resolve("v1")).contains(first);

        Command.run(served, "git", "branch", "-D", "extra");
        repository.fetch();
        assertThat(repository.refs()).containsOnlyKeys(MAIN, "refs/tags/v1");
    }

    @Test
    void pushIsRefusedWhenTheRefMovedMeanwhile() throws Exception {
        String first = pushed(new TreeEdit().text("a", "1"));
        String mine = next(first, new TreeEdit().text("a", "mine"));
        try (GitRepository other = GitRepository.open(folder.resolve("other"), remote)) {
            other.fetch();
            String theirs = other.commit(
                    other.write(first, new TreeEdit().text("a", "theirs")),
                    List.of(first),
                    "x\n",
                    GitIdentity.BIDSFORGE);
            assertThat(other.push(Map.of(MAIN, RefUpdate.move(first, theirs))).succeeded())
                    .isTrue();

            PushResult result = repository.push(Map.of(MAIN, RefUpdate.move(first, mine)));

            assertThat(result.toString()).contains("it moved meanwhile");
            repository.fetch();
            assertThat(repository.resolve("main")).contains(theirs);
            assertThat(repository
                            .push(Map.of(MAIN, RefUpdate.move(theirs, mine)))
                            .toString())
                    .contains("not a fast-forward");
        }
    }

    @Test
    void allRefsMoveOrNone() throws Exception {
        String first = pushed(new TreeEdit().text("a", "1"));
        String second = next(first, new TreeEdit().text("a", "2"));

        PushResult result =
                repository.push(Map.of("refs/heads/new", RefUpdate.create(second), MAIN, RefUpdate.create(second)));

        assertThat(result.succeeded()).isFalse();
        repository.fetch();
        assertThat(repository.refs()).containsOnlyKeys(MAIN);
    }

    @Test
    void aRepeatedPushIsFine() throws Exception {
        String first = pushed(new TreeEdit().text("a", "1"));

        assertThat(repository.push(Map.of(MAIN, RefUpdate.create(first))).succeeded())
                .isTrue();
        assertThat(repository.resolve("main")).contains(first);
    }

    @Test
    void sendsThePasswordAtOnce() throws Exception {
        pushed(new TreeEdit().text("a", "1"));

        assertThat(server.requests()).isNotEmpty().noneMatch(request -> request.endsWith("401"));
    }

    @Test
    void aWrongPasswordIsAPermanentFailureThatDoesNotNameIt() throws IOException {
        GitRemote wrong = new GitRemote(remote.url(), "bot", new Secret("hunter2"));
        try (GitRepository locked = GitRepository.open(folder.resolve("locked"), wrong)) {
            assertThatThrownBy(locked::fetch)
                    .isInstanceOfSatisfying(
                            ForgeException.class,
                            e -> assertThat(e.isTransient()).isFalse())
                    .hasMessageContaining("401")
                    .hasMessageNotContaining("hunter2");
        }
    }

    @Test
    void aMissingRepositoryIsAPermanentFailure() throws IOException {
        GitRemote missing = new GitRemote(remote.url().resolve("nothing.git"), "bot", remote.token());
        try (GitRepository none = GitRepository.open(folder.resolve("none"), missing)) {
            assertThatThrownBy(none::fetch)
                    .isInstanceOfSatisfying(
                            ForgeException.class, e -> assertThat(e.status()).hasValue(404));
        }
    }

    @Test
    void anAbsentServerIsATransientFailure() throws IOException {
        GitRemote absent = GitRemote.open(URI.create("http://127.0.0.1:1/x.git"));
        try (GitRepository none = GitRepository.open(folder.resolve("none"), absent)) {
            assertThatThrownBy(none::fetch)
                    .isInstanceOfSatisfying(
                            ForgeException.class,
                            e -> assertThat(e.isTransient()).isTrue());
        }
    }

    @Test
    void worksWithALocalFolderToo() throws Exception {
        String first = pushed(new TreeEdit().text("a", "1"));
        GitRemote local = GitRemote.open(server.folder("study").toUri());
        try (GitRepository mirror = GitRepository.open(folder.resolve("local"), local)) {
            mirror.fetch();
            assertThat(mirror.resolve("main")).contains(first);
            String second = mirror.commit(
                    mirror.write(first, new TreeEdit().text("a", "2")), List.of(first), "x\n", GitIdentity.BIDSFORGE);
            assertThat(mirror.push(Map.of(MAIN, RefUpdate.move(first, second))).succeeded())
                    .isTrue();
        }
    }

    @Test
    void twoMayOpenTheSameMirrorAtOnce() {
        Path shared = folder.resolve("shared");

        List<Optional<String>> found = Stream.generate(() -> shared)
                .limit(16)
                .parallel()
                .map(path -> {
                    try (GitRepository mirror = GitRepository.open(path, remote)) {
                        mirror.fetch();
                        return mirror.resolve("main");
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();

        assertThat(found).hasSize(16).containsOnly(Optional.empty());
        assertThat(folder.toFile().list()).noneMatch(name -> name.startsWith(".new-"));
    }

    @Test
    void bulkWritesArePacked() throws Exception {
        TreeEdit many = new TreeEdit();
        for (int i = 0; i < 4000; i++) {
            many.text("d" + i % 100 + "/f" + i, "line " + i + "\n");
        }
        pushed(many);

        String count = Command.run(folder.resolve("mirror"), "git", "count-objects", "-v");
        assertThat(count).contains("count: 0\n").contains("in-pack: 4");
        Command.run(folder.resolve("mirror"), "git", "fsck", "--strict");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/abs", "a//b", "a/", "../up", "a/../b", ".git/hooks/x", "a/.GIT/config", "a\nb", "."})
    void refusesPathsThatGitWouldNotTake(String path) {
        assertThatIllegalArgumentException().isThrownBy(() -> new TreeEdit().text(path, ""));
    }

    @Test
    void refusesAPathThatIsFileAndFolder() {
        TreeEdit edit = new TreeEdit().text("a", "1").text("a/b", "2");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> repository.write(edit))
                .withMessageContaining("both");
    }
}
