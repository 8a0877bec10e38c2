// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pushes and clones with the programs that people have. */
final class GitAnnexIT {
    @TempDir
    Path folder;

    private Trial trial;

    @BeforeEach
    void start() {
        Shell.need("git");
        trial = Trial.in(folder.resolve("forge"));
        trial.post("/orgs", "{\"username\": \"lab\"}");
        trial.post("/orgs/lab/repos", "{\"name\": \"data\", \"private\": true}");
    }

    @AfterEach
    void stop() {
        trial.close();
    }

    private Shell shell(String name) throws IOException {
        return new Shell(Files.createDirectories(folder.resolve(name)));
    }

    @Test
    void aPrivateRepositoryNeedsAToken() throws IOException {
        Shell shell = shell("a");
        String open = trial.url() + "/lab/data.git";

        assertThat(shell.attempt("git", "ls-remote", open).code()).isNotZero();
        assertThat(shell.attempt("git", "ls-remote", open.replace("//", "//x:wrong@"))
                        .code())
                .isNotZero();
        shell.run("git", "ls-remote", trial.gitUrl("lab/data"));
    }

    @Test
    void aReadingTokenCannotPush() throws IOException {
        String token = trial.post(
                        "/users/" + trial.forge().adminName() + "/tokens",
                        "{\"name\": \"reader\", \"scopes\": [\"read:repository\"]}")
                .json()
                .path("sha1")
                .asText();
        trial.file("lab/data", "main", "a.txt", "x");
        Shell shell = shell("reader");
        shell.run("git", "clone", "-q", trial.url().replace("//", "//x:" + token + "@") + "/lab/data.git", ".");
        shell.run("git", "commit", "-q", "--allow-empty", "-m", "no");

        assertThat(shell.attempt("git", "push", "origin", "main").output()).contains("403");
        assertThat(trial.call("POST", "/repos/lab/data/branches", "{\"new_branch_name\": \"b\"}", token)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void annexedDataIsPushedAndClonedAndOnlyGoesForward() throws IOException {
        Shell.need("git-annex");
        Shell one = shell("one");
        one.run("git", "init", "-q", "-b", "main", ".");
        one.run("git", "annex", "init", "one");
        Files.write(one.folder().resolve("big.bin"), new byte[100_000]);
        one.run("git", "annex", "add", "big.bin");
        one.run("git", "commit", "-q", "-m", "data");
        one.run("git", "remote", "add", "origin", trial.gitUrl("lab/data"));
        one.run("git", "push", "-q", "origin", "main", "git-annex");

        Shell two = shell("two");
        two.run("git", "clone", "-q", trial.gitUrl("lab/data"), ".");
        assertThat(two.run("git", "annex", "whereis", "big.bin")).contains("one");
        assertThat(Files.isSymbolicLink(two.folder().resolve("big.bin"))).isTrue();

        one.run("git", "commit-tree", "-m", "another", "HEAD^{tree}");
        String other =
                one.run("git", "commit-tree", "-m", "rewritten", "HEAD^{tree}").strip();
        assertThat(one.attempt("git", "push", "-f", "origin", other + ":refs/heads/git-annex")
                        .output())
                .contains("only goes forward");
        assertThat(one.attempt("git", "push", "origin", ":git-annex").code()).isNotZero();
        assertThat(one.attempt("git", "push", "-f", "origin", other + ":refs/heads/scratch")
                        .code())
                .isZero();
    }

    @Test
    void dataladPushesBothBranches() throws IOException {
        Shell.need("datalad");
        Shell shell = shell("datalad");
        shell.run("datalad", "create", "-c", "text2git", "ds");
        shell.run("git", "-C", "ds", "branch", "-M", "main");
        shell.run("datalad", "siblings", "-d", "ds", "add", "--name", "origin", "--url", trial.gitUrl("lab/data"));
        shell.run("datalad", "push", "-d", "ds", "--to", "origin");

        assertThat(trial.get("/repos/lab/data/branches/main").status()).isEqualTo(200);
        assertThat(trial.get("/repos/lab/data/branches/git-annex").status()).isEqualTo(200);
        assertThat(trial.get("/repos/lab/data").json().path("default_branch").asText())
                .isEqualTo("main");
        shell.run("datalad", "clone", trial.gitUrl("lab/data"), "again");
        assertThat(Files.readString(shell.folder().resolve("again/.datalad/config")))
                .contains("id =");
    }
}
