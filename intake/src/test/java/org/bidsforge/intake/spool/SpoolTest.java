// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.bidsforge.intake.spool.Spool.Placed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final Fingerprints FINGERPRINTS = new Fingerprints(new byte[32]);

    @TempDir
    Path root;

    private Instant now = Instant.EPOCH;
    private final InstantSource clock = () -> now;

    @Test
    void keepsAnAcknowledgedObjectOverARestart() throws IOException {
        try (Spool spool = open()) {
            assertThat(store(spool, "1.2.3", "a").arrival()).isEqualTo(Arrival.STORED);
        }

        try (Spool spool = open()) {
            SpoolSession session = only(spool);
            assertThat(session.closeIfIdle(Duration.ZERO)).isTrue();
            Batch batch = session.begin().orElseThrow();
            assertThat(batch.objects()).hasSize(1);
            assertThat(session.file(batch.objects().get(0))).hasContent("header a");
        }
    }

    @Test
    void sameBytesAgainAreNoSecondObject() throws IOException {
        try (Spool spool = open()) {
            store(spool, "1.2.3", "a");

            assertThat(store(spool, "1.2.3", "a").arrival()).isEqualTo(Arrival.ALREADY_HERE);
            assertThat(only(spool).summary().amount().objects()).isEqualTo(1);
            assertThat(files("incoming")).isEmpty();
        }
    }

    @Test
    void otherBytesOfTheSameInstanceAreKeptForAPerson() throws IOException {
        try (Spool spool = open()) {
            store(spool, "1.2.3", "a");

            assertThat(store(spool, "1.2.3", "b").arrival()).isEqualTo(Arrival.CONFLICT);
            assertThat(store(spool, "1.2.3", "b").arrival()).isEqualTo(Arrival.ALREADY_HERE);
            SpoolSession session = only(spool);
            session.closeIfIdle(Duration.ZERO);
            Batch batch = session.begin().orElseThrow();
            assertThat(batch.conflicts()).isEqualTo(1);
            assertThat(batch.objects()).hasSize(1);
        }
    }

    @Test
    void aPersonsAnswerDecidesWhichOfTwoGoesOn() throws IOException {
        try (Spool spool = open()) {
            store(spool, "1.2.3", "a");
            store(spool, "1.2.3", "b");
            SpoolSession session = only(spool);
            session.quarantine("two");

            session.resolve(Keep.SECOND);

            Batch batch = session.begin().orElseThrow();
            assertThat(batch.conflicts()).isZero();
            assertThat(batch.objects()).hasSize(1);
            assertThat(session.file(batch.objects().get(0))).hasContent("header b");
        }
    }

    @Test
    void aTornLastLineIsIgnoredAndItsObjectIsRemoved() throws IOException {
        try (Spool spool = open()) {
            store(spool, "1.2.3", "a");
            store(spool, "1.2.4", "b");
        }
        Path journal = journal();
        byte[] bytes = Files.readAllBytes(journal);
        Files.write(journal, Arrays.copyOf(bytes, bytes.length - 3));

        try (Spool spool = open()) {
            assertThat(only(spool).summary().amount().objects()).isEqualTo(1);
            assertThat(files("sessions"))
                    .filteredOn(name -> name.endsWith(".dcm"))
                    .hasSize(1);
            assertThat(store(spool, "1.2.4", "b").arrival()).isEqualTo(Arrival.STORED);
        }
        try (Spool spool = open()) {
            assertThat(only(spool).summary().amount().objects()).isEqualTo(2);
        }
    }

    @Test
    void aDamagedLineInTheMiddleHoldsTheSessionAndDeletesNothing() throws IOException {
        try (Spool spool = open()) {
            store(spool, "1.2.3", "a");
            store(spool, "1.2.4", "b");
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(journal()));
        lines.set(2, lines.get(2).replace("received", "RECEIVED"));
        Files.writeString(journal(), String.join("\n", lines) + "\n");

        try (Spool spool = open()) {
            assertThat(only(spool).state()).isEqualTo(SessionState.QUARANTINED);
            assertThat(store(spool, "1.2.5", "c").arrival()).isEqualTo(Arrival.STORED);
            assertThat(only(spool).retry()).isFalse();
            assertThat(only(spool).state()).isEqualTo(SessionState.QUARANTINED);
            assertThat(files("sessions"))
                    .filteredOn(name -> name.endsWith(".dcm"))
                    .hasSize(3);
        }
    }

    @Test
    void removesWhatWasNotAcknowledged() throws IOException {
        try (Spool spool = open()) {
            store(spool, "1.2.3", "a");
        }
        Files.createDirectories(root.resolve("incoming"));
        Files.writeString(root.resolve("incoming/7.dcm.part"), "half");
        Files.writeString(journal().resolveSibling("9.dcm"), "renamed but not in the journal");

        try (Spool spool = open()) {
            assertThat(spool.sessions()).hasSize(1);
            assertThat(files("incoming")).isEmpty();
            assertThat(files("sessions")).containsExactlyInAnyOrder("1.dcm", "journal");
        }
    }

    @Test
    void deletesRawFilesAfterTheCommitAndStillKnowsThem() throws IOException {
        try (Spool spool = open()) {
            store(spool, "1.2.3", "a");
            SpoolSession session = only(spool);
            session.closeIfIdle(Duration.ZERO);
            Batch batch = session.begin().orElseThrow();

            session.committed("c0ffee", batch.objects());

            assertThat(session.state()).isEqualTo(SessionState.COMMITTED);
            assertThat(files("sessions")).containsExactly("journal");
        }
        try (Spool spool = open()) {
            assertThat(store(spool, "1.2.3", "a").arrival()).isEqualTo(Arrival.ALREADY_HERE);
            assertThat(only(spool).state()).isEqualTo(SessionState.COMMITTED);
        }
    }

    @Test
    void anObjectThatComesLateReopensTheSession() throws IOException {
        try (Spool spool = open()) {
            store(spool, "1.2.3", "a");
            SpoolSession session = only(spool);
            session.closeIfIdle(Duration.ZERO);
            Batch batch = session.begin().orElseThrow();
            store(spool, "1.2.4", "during the commit");
            session.committed("c0ffee", batch.objects());
            assertThat(session.state()).isEqualTo(SessionState.RECEIVING);

            session.closeIfIdle(Duration.ZERO);
            session.committed("beef", session.begin().orElseThrow().objects());
            assertThat(session.state()).isEqualTo(SessionState.COMMITTED);
            store(spool, "1.2.5", "after the commit");

            assertThat(session.state()).isEqualTo(SessionState.RECEIVING);
            session.closeIfIdle(Duration.ZERO);
            assertThat(session.begin().orElseThrow().objects()).hasSize(1);
        }
    }

    @Test
    void staysOpenWhileAnAssociationHoldsIt() throws IOException {
        try (Spool spool = open()) {
            SpoolSession session = store(spool, "1.2.3", "a").session();
            session.hold();
            now = now.plusSeconds(100);
            assertThat(session.closeIfIdle(Duration.ofSeconds(10))).isFalse();

            session.letGo(true);

            assertThat(session.closeIfIdle(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void aCommitLeavesTheFileOfAnObjectThatIsJustBeingStored() throws IOException {
        try (Spool spool = open()) {
            SpoolSession session = store(spool, "1.2.3", "a").session();
            session.closeIfIdle(Duration.ZERO);
            Batch batch = session.begin().orElseThrow();
            Path justMoved = Files.writeString(journal().resolveSibling("2.dcm"), "its line follows");

            session.committed("c0ffee", batch.objects());

            assertThat(justMoved).exists();
            assertThat(files("sessions")).containsExactlyInAnyOrder("2.dcm", "journal");
        }
    }

    @Test
    void objectsThatComeDuringCommitsAreNotLost() throws Exception {
        ExecutorService sender = Executors.newSingleThreadExecutor();
        List<SpoolObject> committed = new ArrayList<>();
        try (Spool spool = open()) {
            SpoolSession session = store(spool, "1.2", "first").session();
            Future<?> sending = sender.submit(() -> {
                for (int i = 0; i < 300; i++) {
                    store(spool, "1.3." + i, "object " + i);
                }
                return null;
            });
            while (!sending.isDone() || session.state() != SessionState.COMMITTED) {
                session.closeIfIdle(Duration.ZERO);
                Optional<Batch> batch = session.begin();
                if (batch.isPresent()) {
                    assertThat(batch.get().objects()).allMatch(object -> Files.exists(session.file(object)));
                    session.committed("c0ffee", batch.get().objects());
                    committed.addAll(batch.get().objects());
                }
            }
            sending.get();
        } finally {
            sender.shutdownNow();
        }
        assertThat(committed).hasSize(301);
    }

    @Test
    void waitsLongerForASenderThatBrokeOff() throws IOException {
        Duration close = Duration.ofSeconds(10);
        try (Spool spool = open()) {
            SpoolSession session = store(spool, "1.2.3", "a").session();
            session.hold();
            session.letGo(false);
            now = now.plusSeconds(99);
            assertThat(session.closeIfIdle(close)).isFalse();
        }

        try (Spool spool = open()) {
            SpoolSession session = only(spool);
            now = now.plusSeconds(99);
            assertThat(session.closeIfIdle(close)).as("after a restart").isFalse();

            session.hold();
            session.letGo(true);
            now = now.plusSeconds(10);
            assertThat(session.closeIfIdle(close)).as("sent to its end").isTrue();
        }
    }

    @Test
    void workThatWasInterruptedBeginsAgain() throws IOException {
        try (Spool spool = open()) {
            SpoolSession session = store(spool, "1.2.3", "a").session();
            session.closeIfIdle(Duration.ZERO);
            session.begin();
            session.committing();
        }

        try (Spool spool = open()) {
            assertThat(only(spool).state()).isEqualTo(SessionState.CLOSED);
            assertThat(only(spool).begin().orElseThrow().objects()).hasSize(1);
        }
    }

    @Test
    void isUsedByOneProcessOnly() throws IOException {
        try (Spool spool = open()) {
            assertThat(spool.sessions()).isEmpty();
            assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageStartingWith("spool is used by");
        }
    }

    @Test
    void theJournalHoldsNoUid() throws IOException {
        try (Spool spool = open()) {
            store(spool, "1.2.840.99.3", "a");
        }

        assertThat(Files.readString(journal())).doesNotContain("1.2.840");
    }

    @Test
    void parallelSendersOfTheSameObjectsLeaveEachExactlyOnce() throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(8);
        try (Spool spool = open()) {
            List<Callable<Placed>> calls = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String instance = "1.2." + i % 50;
                calls.add(() -> store(spool, instance, instance));
            }
            List<Arrival> arrivals = new ArrayList<>();
            for (Future<Placed> placed : senders.invokeAll(calls)) {
                arrivals.add(placed.get().arrival());
            }

            assertThat(arrivals).filteredOn(Arrival.STORED::equals).hasSize(50);
            assertThat(arrivals).filteredOn(Arrival.ALREADY_HERE::equals).hasSize(150);
        } finally {
            senders.shutdownNow();
        }
        try (Spool spool = open()) {
            assertThat(only(spool).summary().amount().objects()).isEqualTo(50);
            assertThat(files("sessions"))
                    .filteredOn(name -> name.endsWith(".dcm"))
                    .hasSize(50);
        }
    }

    private Spool open() throws IOException {
        return Spool.open(root, FINGERPRINTS, clock);
    }

    private static Placed store(Spool spool, String instance, String content) throws IOException {
        try (IncomingFile file = spool.receive()) {
            file.header().write("header ".getBytes(StandardCharsets.UTF_8));
            file.content().write(content.getBytes(StandardCharsets.UTF_8));
            return spool.store(file, new Identity("1.2.3", "1.2.3.1", instance));
        }
    }

    private static SpoolSession only(Spool spool) {
        assertThat(spool.sessions()).hasSize(1);
        return spool.sessions().get(0);
    }

    private Path journal() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.endsWith("journal")).findFirst().orElseThrow();
        }
    }

    private List<String> files(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve(folder))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }
}
