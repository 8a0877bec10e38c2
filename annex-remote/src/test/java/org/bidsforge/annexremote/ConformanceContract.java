// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bidsforge.annexremote.remote.StoreRemote;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What git annex testremote does not try: odd keys and names, empty and cut contents, renames; line by line. */
abstract class ConformanceContract {
    @TempDir
    private Path folder;

    private Conversation git;

    abstract Map<String, String> settings() throws IOException;

    /** User and password, or nothing. */
    abstract List<String> login();

    @BeforeEach
    void prepare() throws IOException {
        git = open(true);
    }

    private Conversation open(boolean async) throws IOException {
        Files.writeString(folder.resolve("config"), "");
        StoreRemote remote = new StoreRemote(Map.of("HOME", folder.toString()));
        Conversation opened = new Conversation(remote, folder, settings(), async);
        if (!login().isEmpty()) {
            opened.login(login().get(0), login().get(1));
        }
        assertThat(opened.ask("PREPARE")).isEqualTo("PREPARE-SUCCESS");
        return opened;
    }

    @AfterEach
    void close() {
        git.close();
    }

    private Path file(int size) throws IOException {
        return Files.write(folder.resolve("file " + size), SpecialRemoteContract.noise(size));
    }

    static Stream<String> keys() {
        return Stream.concat(plainKeys(), longKeys()).map(Conversation::bytes);
    }

    private static Stream<String> plainKeys() {
        return Stream.of(
                "MD5E-s5000-S20-C2--d41d8cd98f00b204e9800998ecf8427f",
                "SHA256-s20--0a",
                "SHA256E-s20--a.b.c.d",
                "WORM-s20-m179--sub,3201%,38:,59.nii.gz",
                "WORM-s20-m1--a&b=c",
                "WORM-s20-m1--%20%2f%25",
                "WORM-s20-m1--&c&s&a",
                "WORM-s20-m1--..",
                "WORM-s20-m1--.",
                "WORM-s20-m1--a/../b",
                "WORM-s20-m1--a//b",
                "WORM-s20-m1--/a",
                "WORM-s20-m1--a/",
                "WORM-s20-m1--a/./b",
                "WORM-s20-m1--a\\b",
                "WORM-s20-m1--a\"b'c",
                "WORM-s20-m1--a?b=c&d",
                "WORM-s20-m1--a#b",
                "WORM-s20-m1--a+b",
                "WORM-s20-m1--a;b|c<d>e*f",
                "WORM-s20-m1--[a]{b}(c)!~^`",
                "WORM-s20-m1--$HOME",
                "WORM-s20-m1---rf",
                "WORM-s20-m1--äöü",
                "WORM-s20-m1--a\u0308",
                "WORM-s20-m1--日本語",
                "WORM-s20-m1--\ud83e\udde0",
                "WORM-s20-m1--a\tb",
                "WORM-s20-m1--a\u0001b",
                "WORM-s20-m1--a\u007fb",
                "URL-s20--http://127.0.0.1:19000/bkt/a,63x,611,38y,61%20z",
                "URL--http&c%%example.org%a",
                "URL--https://example.org/?q=1&r=2#x",
                "VURL--http://example.org//double",
                "GPGHMACSHA1--da39a3ee5e6b4b0d3255bfef95601890afd80709",
                "GITBUNDLE-s20--0af1-beef",
                "GITMANIFEST--11111111-1111-1111-1111-111111111111",
                "XFOO-s20--external",
                "GIT--da39a3ee5e6b4b0d3255bfef95601890afd80709",
                "not_a_key",
                "lowercase",
                "annex-uuid",
                "escaped/x",
                "hashed/x");
    }

    private static Stream<String> longKeys() {
        String much = "x".repeat(200);
        return Stream.of(
                "K--" + much,
                "K--" + much + much,
                "K--" + much.repeat(6),
                "K--" + "é".repeat(130),
                "K--" + "/".repeat(50),
                "K--" + "%".repeat(90));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void keepsContentUnderTheKey(String key) throws IOException {
        Path source = file(20);
        Path back = folder.resolve("back");

        assertThat(git.ask("CHECKPRESENT " + key)).isEqualTo("CHECKPRESENT-FAILURE " + key);
        assertThat(git.ask("TRANSFER STORE " + key + " " + source)).isEqualTo("TRANSFER-SUCCESS STORE " + key);
        assertThat(git.ask("CHECKPRESENT " + key)).isEqualTo("CHECKPRESENT-SUCCESS " + key);
        assertThat(git.ask("TRANSFER RETRIEVE " + key + " " + back)).isEqualTo("TRANSFER-SUCCESS RETRIEVE " + key);
        assertThat(back).hasSameBinaryContentAs(source);
        assertThat(git.ask("WHEREIS " + key)).startsWith("WHEREIS-SUCCESS ");
        assertThat(git.ask("REMOVE " + key)).isEqualTo("REMOVE-SUCCESS " + key);
        assertThat(git.ask("CHECKPRESENT " + key)).isEqualTo("CHECKPRESENT-FAILURE " + key);
    }

    @Test
    void keepsBytesThatAreNoText() throws IOException {
        String key = "WORM-s20-m1--\u00ff\u00fe\u0080";

        assertThat(git.ask("TRANSFER STORE " + key + " " + file(20))).isEqualTo("TRANSFER-SUCCESS STORE " + key);
        assertThat(git.ask("CHECKPRESENT " + key)).isEqualTo("CHECKPRESENT-SUCCESS " + key);
        assertThat(git.ask("CHECKPRESENT WORM-s20-m1--\u00ff\u00fe")).startsWith("CHECKPRESENT-FAILURE ");
    }

    @Test
    void tellsAllOddKeysApart() throws IOException {
        List<String> keys = keys().toList();
        Path source = file(20);
        for (int i = 0; i < keys.size(); i += 2) {
            assertThat(git.ask("TRANSFER STORE " + keys.get(i) + " " + source)).startsWith("TRANSFER-SUCCESS");
        }

        for (int i = 0; i < keys.size(); i++) {
            String expected = i % 2 == 0 ? "CHECKPRESENT-SUCCESS " : "CHECKPRESENT-FAILURE ";
            assertThat(git.ask("CHECKPRESENT " + keys.get(i))).isEqualTo(expected + keys.get(i));
        }
    }

    static Stream<Arguments> partials() {
        return IntStream.of(0, 1, 2, 1000, 131_071, 131_072, 131_073, 1 << 20)
                .boxed()
                .flatMap(size -> Stream.of(0, 1, size / 3, size / 2, size - 1, size, size + 1)
                        .filter(left -> left >= 0)
                        .distinct()
                        .map(left -> Arguments.of(size, left)));
    }

    @ParameterizedTest
    @MethodSource("partials")
    void completesWhateverIsThereAlready(int size, int left) throws IOException {
        String key = "WORM-s" + size + "-m1--file";
        Path source = file(size);
        Path back = Files.write(folder.resolve("back"), Arrays.copyOf(SpecialRemoteContract.noise(size), left));

        assertThat(git.ask("TRANSFER STORE " + key + " " + source)).startsWith("TRANSFER-SUCCESS");
        assertThat(git.ask("TRANSFER RETRIEVE " + key + " " + back)).startsWith("TRANSFER-SUCCESS");

        assertThat(back).hasSameBinaryContentAs(source);
    }

    static Stream<String> names() {
        return Stream.of(
                        "file",
                        "a b/c d.txt",
                        " leading",
                        "trailing ",
                        "two  blanks",
                        "-dash",
                        "--",
                        "%&:;#?",
                        "a%20b",
                        "a+b",
                        "quote\"'`",
                        "back\\slash",
                        "star*[x]{y}?",
                        "ä/ö/ü",
                        "a\u0308",
                        "日本",
                        "\ud83e\udde0.nii",
                        "tab\tin",
                        "bell\u0007",
                        "x".repeat(240),
                        "x".repeat(255),
                        "d".repeat(200) + "/" + "e".repeat(200) + "/" + "f".repeat(200),
                        "annex-escaped/file",
                        "annex-hashed/file",
                        "annex-uuid.txt",
                        "sub-01/anat/sub-01_T1w.nii.gz",
                        ".bidsignore",
                        "...",
                        "a/.../b",
                        "~",
                        "$(id)",
                        "<a>&amp;</a>",
                        "=",
                        "@",
                        "KEY--x/..y")
                .map(Conversation::bytes);
    }

    private String export(String name, String request) throws IOException {
        git.ask("EXPORT " + name);
        return git.ask(request);
    }

    @ParameterizedTest
    @MethodSource("names")
    void exportsAFileUnderItsName(String name) throws IOException {
        String key = "WORM-s20-m1--file";
        Path source = file(20);
        Path back = folder.resolve("back");

        assertThat(export(name, "CHECKPRESENTEXPORT " + key)).isEqualTo("CHECKPRESENT-FAILURE " + key);
        assertThat(export(name, "TRANSFEREXPORT STORE " + key + " " + source))
                .isEqualTo("TRANSFER-SUCCESS STORE " + key);
        assertThat(export(name, "CHECKPRESENTEXPORT " + key)).isEqualTo("CHECKPRESENT-SUCCESS " + key);
        assertThat(export(name, "TRANSFEREXPORT RETRIEVE " + key + " " + back)).startsWith("TRANSFER-SUCCESS");
        assertThat(back).hasSameBinaryContentAs(source);
        assertThat(export(name, "RENAMEEXPORT " + key + " to/" + name)).isEqualTo("RENAMEEXPORT-SUCCESS " + key);
        assertThat(export(name, "CHECKPRESENTEXPORT " + key)).isEqualTo("CHECKPRESENT-FAILURE " + key);
        assertThat(export("to/" + name, "CHECKPRESENTEXPORT " + key)).isEqualTo("CHECKPRESENT-SUCCESS " + key);
        assertThat(export("to/" + name, "REMOVEEXPORT " + key)).isEqualTo("REMOVE-SUCCESS " + key);
        assertThat(export("to/" + name, "REMOVEEXPORT " + key)).isEqualTo("REMOVE-SUCCESS " + key);
        assertThat(git.ask("REMOVEEXPORTDIRECTORY to")).isEqualTo("REMOVEEXPORTDIRECTORY-SUCCESS");
    }

    @Test
    void replacesWhatWasExportedUnderTheName() throws IOException {
        assertThat(export("file", "TRANSFEREXPORT STORE WORM-s20-m1--a " + file(20)))
                .startsWith("TRANSFER-SUCCESS");
        assertThat(export("file", "TRANSFEREXPORT STORE WORM-s30-m1--b " + file(30)))
                .startsWith("TRANSFER-SUCCESS");

        assertThat(export("file", "CHECKPRESENTEXPORT WORM-s20-m1--a")).startsWith("CHECKPRESENT-FAILURE");
        assertThat(export("file", "CHECKPRESENTEXPORT WORM-s30-m1--b")).startsWith("CHECKPRESENT-SUCCESS");
        assertThat(export("file", "TRANSFEREXPORT RETRIEVE WORM-s20-m1--a " + folder.resolve("back")))
                .startsWith("TRANSFER-FAILURE RETRIEVE WORM-s20-m1--a");
    }

    @Test
    void failsToRenameWhatIsNotThere() throws IOException {
        assertThat(export("nothing", "RENAMEEXPORT WORM-s20-m1--a other"))
                .isEqualTo("RENAMEEXPORT-FAILURE WORM-s20-m1--a");
    }

    @Test
    void needsTheNameBeforeTheExport() throws IOException {
        assertThat(git.ask("REMOVEEXPORT WORM-s20-m1--a")).startsWith("REMOVE-FAILURE WORM-s20-m1--a EXPORT");
    }

    @Test
    void servesWithoutJobNumbersAlike() throws IOException {
        try (Conversation plain = open(false)) {
            String key = "WORM-s20-m1--plain";

            assertThat(plain.ask("TRANSFER STORE " + key + " " + file(20))).startsWith("TRANSFER-SUCCESS");
            assertThat(plain.ask("CHECKPRESENT " + key)).startsWith("CHECKPRESENT-SUCCESS");
            assertThat(plain.list("LISTCONFIGS", "CONFIGEND"))
                    .anyMatch(line -> line.startsWith("CONFIG x-amz-tagging "));
            assertThat(plain.list("GETINFO", "INFOEND")).contains("INFOFIELD store");
            assertThat(plain.ask("GETCOST")).startsWith("COST ");
            assertThat(plain.ask("GETORDERED")).isEqualTo("ORDERED");
            assertThat(plain.ask("GETAVAILABILITY")).startsWith("AVAILABILITY ");
            assertThat(plain.ask("EXPORTSUPPORTED")).isEqualTo("EXPORTSUPPORTED-SUCCESS");
            assertThat(plain.ask("CLAIMURL http://x")).isEqualTo("CLAIMURL-FAILURE");
            assertThat(plain.ask("CHECKURL http://x")).startsWith("CHECKURL-FAILURE ");
        }
    }

    @Test
    void saysWhichFileItCannotRead() throws IOException {
        assertThat(git.ask("TRANSFER STORE WORM-s1-m1--a " + folder.resolve("no such file")))
                .startsWith("TRANSFER-FAILURE STORE WORM-s1-m1--a ")
                .contains("no such file");
    }

    /** Linux has a device that is always full. */
    @Test
    void failsOnAFullDisk() throws IOException {
        String key = "WORM-s20-m1--full";
        git.ask("TRANSFER STORE " + key + " " + file(20));

        assertThat(git.ask("TRANSFER RETRIEVE " + key + " /dev/full"))
                .startsWith("TRANSFER-FAILURE RETRIEVE " + key + " ")
                .contains("No space left");
        assertThat(git.ask("CHECKPRESENT " + key)).startsWith("CHECKPRESENT-SUCCESS");
    }

    @Test
    @Tag("long")
    void takesAFileOfMoreThanFiveGibibytes() throws IOException {
        long size = (5L << 30) + 12_345;
        Path source = folder.resolve("sparse");
        try (RandomAccessFile file = new RandomAccessFile(source.toFile(), "rw")) {
            file.setLength(size);
            file.seek(size - 1);
            file.write(1);
        }
        String key = "WORM-s" + size + "-m1--sparse";

        assertThat(git.ask("TRANSFER STORE " + key + " " + source)).isEqualTo("TRANSFER-SUCCESS STORE " + key);
        assertThat(git.ask("CHECKPRESENT " + key)).isEqualTo("CHECKPRESENT-SUCCESS " + key);
        git.ask("REMOVE " + key);
    }
}
