// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dialogue, line by line, with git-annex's side written by hand. */
@Timeout(20)
class ProtocolTest {
    private final GitAnnexSide git = new GitAnnexSide();

    @AfterEach
    void close() throws IOException {
        git.close();
    }

    @ParameterizedTest
    @CsvSource({
        "EXTENSIONS INFO ASYNC DELEGATE OTHER, EXTENSIONS INFO ASYNC DELEGATE",
        "EXTENSIONS INFO GETGITREMOTENAME UNAVAILABLERESPONSE,"
                + " EXTENSIONS INFO GETGITREMOTENAME UNAVAILABLERESPONSE",
        "EXTENSIONS, EXTENSIONS",
        "EXTENSIONS INFO INFO, EXTENSIONS INFO",
        "PREPARE, PREPARE-SUCCESS",
        "INITREMOTE, INITREMOTE-SUCCESS",
        "EXPORTSUPPORTED, EXPORTSUPPORTED-FAILURE",
        "GETCOST, COST 175",
        "GETORDERED, ORDERED",
        "GETAVAILABILITY, AVAILABILITY LOCAL",
        "TRANSFER STORE key a file, TRANSFER-SUCCESS STORE key",
        "TRANSFER RETRIEVE key file, TRANSFER-SUCCESS RETRIEVE key",
        "TRANSFER SIDEWAYS key file, UNSUPPORTED-REQUEST",
        "TRANSFER, UNSUPPORTED-REQUEST",
        "CHECKPRESENT there, CHECKPRESENT-SUCCESS there",
        "CHECKPRESENT gone, CHECKPRESENT-FAILURE gone",
        "REMOVE key, REMOVE-SUCCESS key",
        "CLAIMURL http://x, CLAIMURL-FAILURE",
        "NEWREQUEST of the future, UNSUPPORTED-REQUEST",
        "IMPORTSUPPORTED, UNSUPPORTED-REQUEST",
        "IMPORTKEYSUPPORTED, UNSUPPORTED-REQUEST",
        "LISTIMPORTABLECONTENTS, UNSUPPORTED-REQUEST",
        "IMPORTKEY file, UNSUPPORTED-REQUEST",
        "RETRIEVEEXPORTEXPECTED file, UNSUPPORTED-REQUEST",
        "STOREEXPORTEXPECTED key file, UNSUPPORTED-REQUEST",
        "CHECKPRESENTEXPORTEXPECTED key, UNSUPPORTED-REQUEST",
        "REMOVEEXPORTEXPECTED key, UNSUPPORTED-REQUEST",
        "REMOVEEXPORTDIRECTORYWHENEMPTY folder, UNSUPPORTED-REQUEST",
        "'', UNSUPPORTED-REQUEST"
    })
    void answersARequest(String request, String answer) throws IOException {
        git.serve(new SimpleRemote());

        git.send(request);

        assertThat(git.receive()).isEqualTo(answer);
    }

    @Test
    void listsItsSettings() throws IOException {
        git.serve(new SimpleRemote());

        git.send("LISTCONFIGS");

        assertThat(git.receive(2)).containsExactly("CONFIG url the place", "CONFIGEND");
    }

    @Test
    void describesItself() throws IOException {
        git.serve(new SimpleRemote());

        git.send("GETINFO");

        assertThat(git.receive(3)).containsExactly("INFOFIELD field", "INFOVALUE a value", "INFOEND");
    }

    @Test
    void saysUnavailableOnlyToThoseWhoKnowTheWord() throws IOException {
        git.serve(new SimpleRemote());

        git.send("EXTENSIONS UNAVAILABLERESPONSE");
        git.send("GETAVAILABILITY");

        assertThat(git.receive(2)).last().isEqualTo("AVAILABILITY UNAVAILABLE");
    }

    @Test
    void sendsMessagesAsUtf8() throws IOException {
        git.serve(new SimpleRemote());

        git.send("WHEREIS key");

        assertThat(git.receive()).isEqualTo("WHEREIS-SUCCESS somewhere/\u00c3\u00a9");
    }

    @Test
    void sendsTheBytesOfAKeyBackUnchanged() throws IOException {
        git.serve(new SimpleRemote());
        String key = "there\u00ff\u0080%&\u0001";

        git.send("CHECKPRESENT " + key);

        assertThat(git.receive()).isEqualTo("CHECKPRESENT-SUCCESS " + key);
    }

    @ParameterizedTest
    @CsvSource({
        "TRANSFER STORE key file, TRANSFER-FAILURE STORE key bad  news",
        "TRANSFER RETRIEVE key file, TRANSFER-FAILURE RETRIEVE key bad  news",
        "CHECKPRESENT key, CHECKPRESENT-UNKNOWN key bad  news",
        "REMOVE key, REMOVE-FAILURE key bad  news",
        "INITREMOTE, INITREMOTE-FAILURE bad  news"
    })
    void turnsAnExceptionIntoOneLine(String request, String answer) throws IOException {
        git.serve(failing(new IOException("bad\r\nnews\n")));

        git.send(request);

        assertThat(git.receive()).isEqualTo(answer.replace("  ", " "));
    }

    @Test
    void answersEvenWhenTheProgramIsBroken() throws IOException {
        git.serve(failing(new StackOverflowError()));

        git.send("TRANSFER STORE key file");
        git.send("CHECKPRESENT key");

        assertThat(git.receive()).isEqualTo("TRANSFER-FAILURE STORE key java.lang.StackOverflowError");
        assertThat(git.receive()).startsWith("CHECKPRESENT-UNKNOWN key ");
    }

    private static SpecialRemote failing(Throwable failure) {
        return new SimpleRemote() {
            private void fail() throws IOException {
                if (failure instanceof Error error) {
                    throw error;
                }
                throw (IOException) failure;
            }

            @Override
            public void initialize(Annex annex) throws IOException {
                fail();
            }

            @Override
            public void store(Annex annex, String key, Path file) throws IOException {
                fail();
            }

            @Override
            public void retrieve(Annex annex, String key, Path file) throws IOException {
                fail();
            }

            @Override
            public boolean isPresent(Annex annex, String key) throws IOException {
                fail();
                return false;
            }

            @Override
            public void remove(Annex annex, String key) throws IOException {
                fail();
            }
        };
    }

    @Test
    void asksAndTellsWhileItServes() throws IOException {
        git.serve(new SimpleRemote() {
            @Override
            public void initialize(Annex annex) throws IOException {
                String place = annex.config("url");
                Optional<Annex.Credentials> none = annex.credentials("minio");
                Annex.Credentials some = annex.credentials("minio").orElseThrow();
                annex.setCredentials("minio", some);
                annex.progress(42);
                annex.info("at\n" + place + " " + none.isPresent());
                annex.debug(annex.uuid() + " " + annex.gitDirectory());
            }
        });
        git.send("EXTENSIONS INFO");
        assertThat(git.receive()).isEqualTo("EXTENSIONS INFO");

        git.send("INITREMOTE");

        assertThat(git.receive()).isEqualTo("GETCONFIG url");
        git.send("VALUE a place");
        assertThat(git.receive()).isEqualTo("GETCREDS minio");
        git.send("CREDS  ");
        assertThat(git.receive()).isEqualTo("GETCREDS minio");
        git.send("CREDS user pass word");
        assertThat(git.receive(3))
                .containsExactly("SETCREDS minio user pass word", "PROGRESS 42", "INFO at a place false");
        assertThat(git.receive()).isEqualTo("GETUUID");
        git.send("VALUE 1-2-3");
        assertThat(git.receive()).isEqualTo("GETGITDIR");
        git.send("VALUE .git");
        assertThat(git.receive(2)).containsExactly("DEBUG 1-2-3 .git", "INITREMOTE-SUCCESS");
    }

    @Test
    void servesOneJobWhileAnotherWaits() throws IOException {
        git.serve(new SimpleRemote() {
            @Override
            public void store(Annex annex, String key, Path file) throws IOException {
                assertThat(annex.config("url")).isEqualTo(key);
            }
        });
        git.send("EXTENSIONS ASYNC");
        assertThat(git.receive()).isEqualTo("EXTENSIONS ASYNC");

        git.send("J 1 TRANSFER STORE one file");
        assertThat(git.receive()).isEqualTo("J 1 GETCONFIG url");
        git.send("J 2 TRANSFER STORE two file");
        assertThat(git.receive()).isEqualTo("J 2 GETCONFIG url");
        git.send("J 3 CHECKPRESENT there");
        assertThat(git.receive()).isEqualTo("J 3 CHECKPRESENT-SUCCESS there");
        git.send("J 2 VALUE two");
        assertThat(git.receive()).isEqualTo("J 2 TRANSFER-SUCCESS STORE two");
        git.send("J 1 VALUE one");
        assertThat(git.receive()).isEqualTo("J 1 TRANSFER-SUCCESS STORE one");
    }

    @Test
    void readsOnWhileAllWorkersAreBusy() throws IOException {
        CountDownLatch release = new CountDownLatch(1);
        git.serve(new SimpleRemote() {
            @Override
            public void remove(Annex annex, String key) throws IOException {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        });
        git.send("EXTENSIONS ASYNC");
        assertThat(git.receive()).isEqualTo("EXTENSIONS ASYNC");

        for (int job = 1; job <= 64; job++) {
            git.send("J " + job + " REMOVE key");
        }
        git.send("J 65 GETCOST");

        assertThat(git.receive()).isEqualTo("J 65 COST 175");
        release.countDown();
        assertThat(git.receive(64))
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 64)
                        .mapToObj(job -> "J " + job + " REMOVE-SUCCESS key")
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({"PREPARE", "J x PREPARE", "J PREPARE", "J 99999999999 PREPARE", "J  PREPARE"})
    void endsADialogueWithoutJobNumbers(String line) throws IOException {
        git.serve(new SimpleRemote());
        git.send("EXTENSIONS ASYNC");
        git.send(line);

        assertThat(git.receive(2)).last().asString().startsWith("ERROR ");
        assertThatThrownBy(git::end).isInstanceOf(ProtocolException.class);
    }

    @Test
    void endsWhenGitAnnexReportsAnError() throws IOException {
        git.serve(new SimpleRemote());

        git.send("ERROR something is wrong");

        assertThatThrownBy(git::end)
                .isInstanceOf(ProtocolException.class)
                .hasMessage("git-annex says: something is wrong");
    }

    @Test
    void endsWithItsInputWhileAWorkerIsBusy() throws Exception {
        git.serve(new SimpleRemote() {
            @Override
            public void store(Annex annex, String key, Path file) throws IOException {
                annex.config("never answered");
            }
        });
        git.send("TRANSFER STORE key file");
        assertThat(git.receive()).isEqualTo("GETCONFIG never answered");

        git.close();

        git.end();
    }

    /** Remembers what was exported where, and refers to other places. */
    private static final class Exporting extends SimpleRemote implements ExportedTree {
        private Optional<Referral> elsewhere = Optional.empty();

        @Override
        public Optional<ExportedTree> export() {
            return Optional.of(this);
        }

        @Override
        public Optional<Referral> referral(Annex annex, String key, Purpose purpose) {
            return elsewhere;
        }

        @Override
        public void store(Annex annex, String name, String key, Path file) throws IOException {
            throw new IOException(name + " as " + key + " from " + file);
        }

        @Override
        public void retrieve(Annex annex, String name, String key, Path file) {}

        @Override
        public boolean isPresent(Annex annex, String name, String key) {
            return name.startsWith("there");
        }

        @Override
        public void remove(Annex annex, String name, String key) throws IOException {
            throw new IOException("no " + name);
        }

        @Override
        public void removeDirectory(Annex annex, String directory) throws IOException {
            if (directory.equals("kept")) {
                throw new IOException("kept");
            }
        }

        @Override
        public boolean rename(Annex annex, String name, String key, String newName) {
            return newName.equals("new name");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a  b , TRANSFEREXPORT STORE key a file, TRANSFER-FAILURE STORE key a  b as key from a file",
        "x, TRANSFEREXPORT RETRIEVE key file, TRANSFER-SUCCESS RETRIEVE key",
        "x, TRANSFEREXPORT SIDEWAYS key file, UNSUPPORTED-REQUEST",
        "there, CHECKPRESENTEXPORT key, CHECKPRESENT-SUCCESS key",
        "x, CHECKPRESENTEXPORT key, CHECKPRESENT-FAILURE key",
        "x, REMOVEEXPORT key, REMOVE-FAILURE key no x",
        "x, RENAMEEXPORT key new name, RENAMEEXPORT-SUCCESS key",
        "x, RENAMEEXPORT key other, UNSUPPORTED-REQUEST",
        "x, RENAMEEXPORT key, RENAMEEXPORT-FAILURE key",
        "x, REMOVEEXPORTDIRECTORY a b, REMOVEEXPORTDIRECTORY-SUCCESS",
        "x, REMOVEEXPORTDIRECTORY kept, REMOVEEXPORTDIRECTORY-FAILURE",
        "x, EXPORTSUPPORTED, EXPORTSUPPORTED-SUCCESS"
    })
    void answersARequestOfAnExport(String name, String request, String answer) throws IOException {
        git.serve(new Exporting());

        git.send("EXPORT " + name);
        git.send(request);

        assertThat(git.receive()).isEqualTo(answer);
    }

    @Test
    void forgetsTheNameOfAnExportWhenItWasUsed() throws IOException {
        git.serve(new Exporting());

        git.send("EXPORT there");
        git.send("CHECKPRESENTEXPORT key");
        git.send("CHECKPRESENTEXPORT key");

        assertThat(git.receive(2)).last().asString().startsWith("CHECKPRESENT-UNKNOWN key EXPORT");
    }

    @Test
    void keepsTheNamesOfExportsByJob() throws IOException {
        git.serve(new Exporting());
        git.send("EXTENSIONS ASYNC");
        git.send("J 1 EXPORT there");
        git.send("J 2 EXPORT gone");

        git.send("J 2 CHECKPRESENTEXPORT key");
        git.send("J 1 CHECKPRESENTEXPORT key");

        assertThat(git.receive(3)).contains("J 2 CHECKPRESENT-FAILURE key", "J 1 CHECKPRESENT-SUCCESS key");
    }

    @ParameterizedTest
    @CsvSource({
        "TRANSFER-RETRIEVE-URL, TRANSFER RETRIEVE k f, TRANSFER-RETRIEVE-URL k http://x/y",
        "CHECKPRESENT-URL, CHECKPRESENT k, CHECKPRESENT-URL k http://x/y",
        "TRANSFER-RETRIEVE-URL, CHECKPRESENT k, CHECKPRESENT-FAILURE k",
        "DELEGATE, TRANSFER RETRIEVE k f, TRANSFER-SUCCESS RETRIEVE k",
        "INFO, TRANSFER RETRIEVE k f, TRANSFER-SUCCESS RETRIEVE k",
        "TRANSFER-RETRIEVE-URL, TRANSFER STORE k f, TRANSFER-SUCCESS STORE k"
    })
    void refersToAUrlWhereGitAnnexKnowsWhatThatIs(String extension, String request, String answer) throws IOException {
        Exporting remote = new Exporting();
        remote.elsewhere = Optional.of(new Referral.Url("http://x/y"));
        git.serve(remote);
        git.send("EXTENSIONS " + extension);

        git.send(request);

        assertThat(git.receive(2)).last().isEqualTo(answer);
    }

    @Test
    void refersToAnotherRemote() throws IOException {
        Exporting remote = new Exporting();
        remote.elsewhere =
                Optional.of(new Referral.Remote(new TreeMap<>(Map.of("type", "directory", "directory", "/d"))));
        git.serve(remote);
        git.send("EXTENSIONS DELEGATE");

        git.send("TRANSFER RETRIEVE k f");

        assertThat(git.receive(2)).last().isEqualTo("DELEGATE directory=/d type=directory");
    }

    @Test
    void asksForTheRemotesNameAsThisGitAnnexCan() throws IOException {
        git.serve(new SimpleRemote() {
            @Override
            public boolean isPresent(Annex annex, String key) throws IOException {
                return annex.remoteName().equals("store");
            }
        });
        git.send("EXTENSIONS GETGITREMOTENAME");
        assertThat(git.receive()).isEqualTo("EXTENSIONS GETGITREMOTENAME");

        git.send("CHECKPRESENT k");

        assertThat(git.receive()).isEqualTo("GETGITREMOTENAME");
        git.send("VALUE store");
        assertThat(git.receive()).isEqualTo("CHECKPRESENT-SUCCESS k");
    }
}
