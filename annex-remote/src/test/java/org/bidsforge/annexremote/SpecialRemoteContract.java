// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bidsforge.annexremote.GitAnnex.Ended;
import org.bidsforge.store.ObjectContent;
import org.bidsforge.store.ObjectStore;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What git-annex, in each installed version, can do with the remote on one kind of store. */
abstract class SpecialRemoteContract {
    private static final String PREFIX = "lab/study/bids/";

    @TempDir
    private Path folder;

    /** The settings that name a new, empty store. */
    abstract List<String> store() throws IOException;

    /** The environment of somebody who may write there. */
    abstract Map<String, String> environment();

    /** The same store, seen without git-annex. */
    abstract ObjectStore objects();

    static List<GitAnnex> gitAnnex() throws IOException, InterruptedException {
        return GitAnnex.installed();
    }

    private Repositories repositoryWithStore(GitAnnex annex, String... more) throws IOException, InterruptedException {
        Repositories repositories = new Repositories(annex, folder, environment());
        repositories.create("origin");
        initRemote(repositories, more);
        return repositories;
    }

    private void initRemote(Repositories repositories, String... more) throws IOException, InterruptedException {
        repositories.initRemote(
                "origin", "store", settings(more.length == 0 ? new String[] {"autoenable=true"} : more));
    }

    private String[] settings(String... more) throws IOException {
        List<String> settings = new ArrayList<>(store());
        settings.add("prefix=" + PREFIX);
        settings.addAll(List.of(more));
        return settings.toArray(String[]::new);
    }

    static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    static void addSome(Repositories repositories) throws IOException, InterruptedException {
        Map<String, byte[]> files = new HashMap<>();
        for (int i = 0; i < 12; i++) {
            files.put("sub-%02d/a b&c%%ü.nii.gz".formatted(i), noise(i * 10_000));
        }
        repositories.add("origin", files);
    }

    @ParameterizedTest
    @MethodSource("gitAnnex")
    void passesTheFastTestOfGitAnnex(GitAnnex annex) throws Exception {
        Repositories repositories = repositoryWithStore(annex);

        assertThat(repositories.git("origin", "annex", "testremote", "--fast", "store"))
                .containsPattern("All [0-9]+ tests passed");
    }

    @ParameterizedTest
    @MethodSource("gitAnnex")
    void givesAFreshCloneItsContent(GitAnnex annex) throws Exception {
        Repositories repositories = repositoryWithStore(annex);
        addSome(repositories);
        repositories.git("origin", "annex", "copy", "-J4", "--to", "store", ".");
        repositories.publish("origin");

        repositories.cloneHub("clone");
        repositories.git("clone", "annex", "get", "-J4", ".");

        repositories.git("clone", "annex", "fsck", "-J4", ".");
        repositories.git("clone", "annex", "fsck", "--fast", "--from", "store", ".");
        assertThat(repositories.file("clone", "sub-07/a b&c%ü.nii.gz")).hasBinaryContent(noise(70_000));
        repositories.git("clone", "annex", "drop", "-J4", ".");
        assertThat(Files.exists(repositories.file("clone", "sub-07/a b&c%ü.nii.gz")))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("gitAnnex")
    void takesANewFileBackFromAClone(GitAnnex annex) throws Exception {
        Repositories repositories = repositoryWithStore(annex);
        addSome(repositories);
        repositories.git("origin", "annex", "copy", "--to", "store", ".");
        repositories.publish("origin");
        repositories.cloneHub("clone");

        repositories.verify("clone", "store");
        repositories.git("clone", "annex", "enableremote", "store");
        repositories.add("clone", Map.of("new.nii.gz", noise(50_000)));
        repositories.git("clone", "annex", "copy", "--to", "store", "new.nii.gz");
        repositories.git("clone", "fetch", "-q", "origin");
        repositories.git("clone", "annex", "merge");
        repositories.git("clone", "push", "-q", "origin", "main", "git-annex");

        repositories.git("origin", "pull", "-q", "--no-rebase", "hub", "main");
        repositories.git("origin", "fetch", "-q", "hub");
        repositories.git("origin", "annex", "get", "new.nii.gz");
        assertThat(repositories.file("origin", "new.nii.gz")).hasBinaryContent(noise(50_000));
    }

    @ParameterizedTest
    @MethodSource("gitAnnex")
    void movesAndRemoves(GitAnnex annex) throws Exception {
        Repositories repositories = repositoryWithStore(annex);
        addSome(repositories);

        repositories.git("origin", "annex", "move", "-J4", "--to", "store", ".");
        assertThat(Files.exists(repositories.file("origin", "sub-03/a b&c%ü.nii.gz")))
                .isFalse();
        repositories.git("origin", "annex", "move", "-J4", "--from", "store", ".");

        assertThat(repositories.file("origin", "sub-03/a b&c%ü.nii.gz")).hasBinaryContent(noise(30_000));
        assertThat(names()).containsExactly(PREFIX + "annex-uuid");
    }

    private List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        objects().list("", object -> names.add(object.name()));
        return names;
    }

    @ParameterizedTest
    @MethodSource("gitAnnex")
    void namesObjectsLikeTheBuiltInRemoteOfS3(GitAnnex annex) throws Exception {
        Repositories repositories = repositoryWithStore(annex);
        repositories.git("origin", "config", "annex.backend", "MD5E");
        repositories.add("origin", Map.of("file.nii.gz", "hello".getBytes(StandardCharsets.UTF_8)));

        repositories.git("origin", "annex", "copy", "--to", "store", ".");

        assertThat(names())
                .containsExactlyInAnyOrder(
                        PREFIX + "annex-uuid", PREFIX + "MD5E-s5--5d41402abc4b2a76b9719d911017c592.nii.gz");
    }

    @ParameterizedTest
    @MethodSource("gitAnnex")
    void refusesAFileThatWasDamagedSinceItWasAdded(GitAnnex annex) throws Exception {
        Repositories repositories = repositoryWithStore(annex);
        repositories.git("origin", "config", "annex.backend", "MD5E");
        repositories.add("origin", Map.of("file", noise(1000)));
        Path object = repositories.file("origin", "file").toRealPath();
        Files.setPosixFilePermissions(object, PosixFilePermissions.fromString("rw-r--r--"));
        Files.write(object, new byte[1000]);

        Ended copy = repositories.tried("origin", "git", "annex", "copy", "--to", "store", "file");

        assertThat(copy.exit()).isNotZero();
        assertThat(names()).containsExactly(PREFIX + "annex-uuid");
    }

    @ParameterizedTest
    @MethodSource("gitAnnex")
    void noticesAnObjectThatWasCutShort(GitAnnex annex) throws Exception {
        Repositories repositories = repositoryWithStore(annex);
        repositories.git("origin", "config", "annex.backend", "MD5E");
        repositories.add("origin", Map.of("file", "hello".getBytes(StandardCharsets.UTF_8)));
        repositories.git("origin", "annex", "copy", "--to", "store", ".");
        objects().put(PREFIX + "MD5E-s5--5d41402abc4b2a76b9719d911017c592", ObjectContent.ofBytes(new byte[0]));

        Ended fsck = repositories.tried("origin", "git", "annex", "fsck", "--fast", "--from", "store", "file");
        Ended drop = repositories.tried("origin", "git", "annex", "drop", "file");

        assertThat(fsck.exit()).isNotZero();
        assertThat(drop.exit()).isNotZero();
        repositories.git("origin", "annex", "copy", "--to", "store", ".");
        repositories.git("origin", "annex", "drop", "file");
    }

    @ParameterizedTest
    @MethodSource("gitAnnex")
    void keepsKeysOfEveryShape(GitAnnex annex) throws Exception {
        Repositories repositories = repositoryWithStore(annex);
        repositories.git("origin", "config", "annex.backend", "WORM");
        repositories.add("origin", Map.of("sub,01/a%b:c & d/ü -.nii.gz", noise(10)));
        // git-annex asks for this because nothing in such a key tells whether the content is the right one.
        repositories.git("origin", "config", "remote.store.annex-security-allow-unverified-downloads", "ACKTHPPT");
        Path source = folder.resolve("source");
        Files.write(source, noise(20));
        repositories.git("origin", "config", "annex.security.allowed-url-schemes", "file");
        repositories.git("origin", "config", "annex.security.allowed-ip-addresses", "all");
        repositories.git(
                "origin",
                "annex",
                "addurl",
                "--backend=URL",
                "--fast",
                "--file",
                "by-url",
                source.toUri().toString());
        repositories.git("origin", "annex", "get", "by-url");

        repositories.git("origin", "annex", "copy", "--to", "store", ".");
        Files.delete(source);
        repositories.git("origin", "annex", "drop", ".");
        repositories.git("origin", "annex", "get", "--from", "store", ".");

        assertThat(repositories.file("origin", "sub,01/a%b:c & d/ü -.nii.gz")).hasBinaryContent(noise(10));
        assertThat(repositories.file("origin", "by-url")).hasBinaryContent(noise(20));
    }

    @ParameterizedTest
    @MethodSource("gitAnnex")
    void takesEncryptedChunks(GitAnnex annex) throws Exception {
        Repositories repositories = repositoryWithStore(annex, "encryption=shared", "chunk=10KiB", "autoenable=true");
        repositories.add("origin", Map.of("file", noise(35_000)));

        repositories.git("origin", "annex", "move", "--to", "store", "file");
        repositories.git("origin", "annex", "get", "file");

        assertThat(names()).hasSize(5).noneMatch(name -> name.contains("35000"));
        assertThat(repositories.file("origin", "file")).hasBinaryContent(noise(35_000));
    }

    @ParameterizedTest
    @MethodSource("gitAnnex")
    void refusesTheStoreOfAnotherRepository(GitAnnex annex) throws Exception {
        Repositories repositories = repositoryWithStore(annex);
        repositories.create("other");

        Ended init = repositories.triedInitRemote("other", "store", settings());

        assertThat(init.exit()).isNotZero();
        assertThat(init.output()).contains("belongs to the remote");
    }

    @ParameterizedTest
    @MethodSource("gitAnnex")
    void refusesASettingItDoesNotKnow(GitAnnex annex) throws Exception {
        Repositories repositories = new Repositories(annex, folder, environment());
        repositories.create("origin");

        Ended init = repositories.triedInitRemote("origin", "s", "url=file:///tmp", "buket=x");

        assertThat(init.exit()).isNotZero();
        assertThat(init.output()).contains("buket");
    }
}
