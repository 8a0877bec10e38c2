// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
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
}
