// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.annex;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bidsforge.core.PlainGit;
import org.bidsforge.core.RealTools;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our names and logs beside those of every git-annex of the machine. */
final class GitAnnexIT {
    private static final String STORE = "5b1f0a50-0000-4000-8000-000000000001";
    private static final String NAME_CHARACTERS = "abcXYZ019.-_ ,+";

    @TempDir
    private Path folder;

    static List<Path> gitAnnexes() {
        return RealTools.gitAnnexes();
    }

    private static String randomName(Random random, String characters) {
        StringBuilder name = new StringBuilder("f");
        int length = 1 + random.nextInt(14);
        for (int i = 0; i < length; i++) {
            name.append(characters.charAt(random.nextInt(characters.length())));
            if (random.nextInt(3) == 0) {
                name.append('.');
            }
        }
        return name.toString();
    }

    @ParameterizedTest
    @MethodSource("gitAnnexes")
    void namesFilesAlike(Path gitAnnex) throws IOException, InterruptedException {
        RealTools tools = RealTools.withGitAnnex(folder, gitAnnex);
        Random random = new Random(1);
        List<String> names = new ArrayList<>(
                List.of(".git2", ".x.gz", "..x.gz", "...gz", "a...gz", "a.", "a.nii.gz", "b.JPEG", "x.dscalar.nii"));
        Stream.generate(() -> randomName(random, NAME_CHARACTERS)).limit(150).forEach(names::add);
        Path files = Files.createDirectory(folder.resolve("files"));
        tools.run(files, "git", "init", "-q", ".");
        tools.run(files, "git-annex", "init", "-q", "test");
        List<String> ours = new ArrayList<>();
        for (String name : names) {
            Files.writeString(files.resolve(name), name);
            try (KeyDigest digest = KeyDigest.ofPassingBytes()) {
                digest.write(Files.readAllBytes(files.resolve(name)));
                ours.add(digest.key(Backend.MD5E, name).toString());
                ours.add(digest.key(Backend.SHA256E, name).toString());
            }
        }

        List<String> theirs = new ArrayList<>();
        for (Backend backend : Backend.values()) {
            List<String> command = new ArrayList<>(List.of("git-annex", "calckey", "--backend=" + backend));
            command.addAll(names);
            theirs.addAll(tools.lines(files, command.toArray(String[]::new)));
        }

        assertThat(ours).containsExactlyInAnyOrderElementsOf(theirs);
    }

    @ParameterizedTest
    @MethodSource("gitAnnexes")
    void hashesAndEscapesKeysAlike(Path gitAnnex) throws IOException, InterruptedException {
        RealTools tools = RealTools.withGitAnnex(folder, gitAnnex);
        tools.run(folder, "git", "init", "-q", ".");
        tools.run(folder, "git-annex", "init", "-q", "test");
        Random random = new Random(2);
        List<AnnexKey> keys = new ArrayList<>();
        keys.add(AnnexKey.parse("MD5E-s100-S10-C3--d41d8cd98f00b204e9800998ecf8427e"));
        keys.add(AnnexKey.parse("WORM-s2-m179--a.txt"));
        Stream.generate(() -> randomName(random, "abXY01.-_,:/%&#;="))
                .limit(100)
                .map(name -> AnnexKey.parse("URL-s" + random.nextInt(1000) + "--" + name))
                .forEach(keys::add);

        for (AnnexKey key : keys) {
            String theirs = tools.run(
                    folder,
                    "git-annex",
                    "examinekey",
                    "--format=${key}\\n${hashdirmixed}\\n${hashdirlower}\\n${objectpath}\\n${objectpointer}",
                    key.toString());

            assertThat(String.join(
                            "\n",
                            key.toString(),
                            key.hashDirMixed(),
                            key.hashDirLower(),
                            AnnexPointer.symlinkTarget(key, "a"),
                            AnnexPointer.pointer(key)))
                    .isEqualTo(theirs);
        }
    }

    @ParameterizedTest
    @MethodSource("gitAnnexes")
    void readsAndWritesTheLogsOfARemoteAlike(Path gitAnnex) throws IOException, InterruptedException {
        RealTools tools = RealTools.withGitAnnex(folder, gitAnnex);
        Path repository = Files.createDirectory(folder.resolve("repository"));
        Path store = Files.createDirectory(folder.resolve("store"));
        tools.run(repository, "git", "init", "-q", ".");
        tools.run(repository, "git-annex", "init", "-q", "a name with blanks");
        tools.run(
                repository,
                "git-annex",
                "initremote",
                "-q",
                "b&w 100%",
                "type=directory",
                "directory=" + store,
                "encryption=none",
                "autoenable=true");

        String remotes = tools.run(repository, "git", "cat-file", "-p", "git-annex:remote.log");
        String uuids = tools.run(repository, "git", "cat-file", "-p", "git-annex:uuid.log");

        RemoteLog log = RemoteLog.parse(remotes);
        String uuid = log.uuidOf("b&w 100%").orElseThrow();
        assertThat(log.format()).isEqualTo(remotes);
        assertThat(log.with(uuid, log.settings(uuid).orElseThrow())).isEqualTo(log);
        assertThat(UuidLog.parse(uuids).format()).isEqualTo(uuids);
        assertThat(UuidLog.parse(uuids).description(uuid)).hasValue("b&w 100%");
    }

    @ParameterizedTest
    @MethodSource("gitAnnexes")
    void getsContentThatOnlyOurBytesDescribe(Path gitAnnex) throws IOException, InterruptedException {
        RealTools tools = RealTools.withGitAnnex(folder, gitAnnex);
        AnnexKey key = AnnexKey.md5e(5, "6137cde4893c59f76f005a8123d8e8e6", "a.nii.gz");
        Path store = folder.resolve("store");
        Path object = store.resolve(key.hashDirLower() + key.fileName() + "/" + key.fileName());
        Files.createDirectories(object.resolveSibling("."));
        Files.writeString(object, "data\n");
        SortedMap<String, String> settings =
                new TreeMap<>(Map.of("name", "store", "type", "directory", "encryption", "none"));
        Path bare = new PlainGit()
                .commit(
                        "main",
                        "Add",
                        Map.of(
                                "@sub-1/anat/a.nii.gz", AnnexPointer.symlinkTarget(key, "sub-1/anat/a.nii.gz"),
                                "b.nii.gz", AnnexPointer.pointer(key)))
                .commit(
                        AnnexBranch.NAME,
                        "update",
                        AnnexBranch.orphan()
                                .remote(STORE, settings)
                                .present(key, STORE)
                                .files())
                .into(folder.resolve("bare.git"), tools);
        Path clone = folder.resolve("clone");

        tools.run(folder, "git", "clone", "-q", bare.toString(), clone.toString());
        tools.run(clone, "git-annex", "init", "-q", "clone");
        tools.run(clone, "git-annex", "enableremote", "-q", "store", "directory=" + store);
        tools.run(clone, "git-annex", "get", "-q", ".");
        tools.run(clone, "git-annex", "fsck", "-q");

        assertThat(clone.resolve("sub-1/anat/a.nii.gz")).hasContent("data");
        assertThat(clone.resolve("b.nii.gz")).hasContent("data");
        assertThat(tools.run(clone, "git", "status", "--porcelain")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("gitAnnexes")
    void readsTheLocationsThatGitAnnexWrites(Path gitAnnex) throws IOException, InterruptedException {
        RealTools tools = RealTools.withGitAnnex(folder, gitAnnex);
        Path repository = withAnnexedFile(tools);
        tools.run(repository, "git", "commit", "-q", "-m", "Add");
        tools.run(repository, "git-annex", "merge", "-q");
        AnnexKey key = AnnexKey.parse(
                tools.run(repository, "git-annex", "lookupkey", "a.dat").strip());
        String uuid = tools.run(repository, "git", "config", "annex.uuid").strip();

        String theirs = tools.run(repository, "git", "cat-file", "-p", "git-annex:" + LocationLog.path(key));
        LocationLog log = LocationLog.parse(theirs);

        assertThat(log.format()).isEqualTo(theirs);
        assertThat(log.isPresent(uuid)).isTrue();
        assertThat(log.withPresence(uuid, false).isPresent(uuid)).isFalse();
        assertThat(LocationLog.union(log, log.withPresence(uuid, false)).isPresent(uuid))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("gitAnnexes")
    void readsAndWritesMetadataAlike(Path gitAnnex) throws IOException, InterruptedException {
        RealTools tools = RealTools.withGitAnnex(folder, gitAnnex);
        Path repository = withAnnexedFile(tools);
        tools.run(repository, "git-annex", "metadata", "-q", "-s", "note=two words", "-s", "suffix=bold", "a.dat");
        tools.run(repository, "git-annex", "merge", "-q");
        AnnexKey key = AnnexKey.parse(
                tools.run(repository, "git-annex", "lookupkey", "a.dat").strip());
        String path = MetadataLog.path(key);

        MetadataLog theirs = MetadataLog.parse(tools.run(repository, "git", "cat-file", "-p", "git-annex:" + path));
        String ours = theirs.with(new TreeMap<>(Map.of(
                        "suffix", new TreeSet<>(Set.of("sbref")), "task", new TreeSet<>(Set.of("it's a +task")))))
                .format();
        new PlainGit()
                .commit(AnnexBranch.NAME, "update", new TreeMap<>(Map.of(path, ours)))
                .into(folder.resolve("ours.git"), tools);
        tools.run(
                repository, "git", "fetch", "-q", folder.resolve("ours.git").toString(), "git-annex:synced/git-annex");
        tools.run(repository, "git-annex", "merge", "-q");

        assertThat(theirs.values()).containsEntry("note", new TreeSet<>(Set.of("two words")));
        assertThat(tools.run(repository, "git-annex", "metadata", "-g", "suffix", "a.dat"))
                .isEqualTo("sbref\n");
        assertThat(tools.run(repository, "git-annex", "metadata", "-g", "task", "a.dat"))
                .isEqualTo("it's a +task\n");
        assertThat(tools.run(repository, "git-annex", "find", "--metadata", "suffix=sbref"))
                .isEqualTo("a.dat\n");
    }

    /** A repository in which {@code a.dat} is annexed and not committed. */
    private Path withAnnexedFile(RealTools tools) throws IOException, InterruptedException {
        Path repository = Files.createDirectory(folder.resolve("repository"));
        tools.run(repository, "git", "init", "-q", ".");
        tools.run(repository, "git-annex", "init", "-q", "test");
        Files.writeString(repository.resolve("a.dat"), "data\n");
        tools.run(repository, "git-annex", "add", "-q", "--force-large", "--backend=MD5E", "a.dat");
        return repository;
    }
}
