// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.intake.board.RecordedBoard;
import org.bidsforge.intake.course.SessionLoop.Pace;
import org.bidsforge.intake.spool.Answers;
import org.bidsforge.intake.spool.Batch;
import org.bidsforge.intake.spool.Fingerprints;
import org.bidsforge.intake.spool.Identity;
import org.bidsforge.intake.spool.IncomingFile;
import org.bidsforge.intake.spool.Keep;
import org.bidsforge.intake.spool.SessionState;
import org.bidsforge.intake.spool.Spool;
import org.bidsforge.intake.spool.SpoolSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionLoopTest {
    private static final Pace FAST =
            new Pace(Duration.ZERO, Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(40), 2);

    @TempDir
    Path root;

    private final RecordedBoard board = new RecordedBoard();
    private final ScriptedCourse course = new ScriptedCourse();
    private Spool spool;
    private SessionLoop loop;

    @BeforeEach
    void open() throws IOException {
        spool = Spool.open(root, new Fingerprints(new byte[32]), InstantSource.system());
        loop = new SessionLoop(spool, course, board, FAST, InstantSource.system());
    }

    @AfterEach
    void close() throws IOException {
        loop.close();
        spool.close();
    }

    @Test
    void takesAnIdleSessionToItsCommit() throws Exception {
        course.then(() -> new Ending.Committed("c0ffee"));
        SpoolSession session = receive("1.2");

        loop.start();

        await(() -> board.states().contains("committed"));
        assertThat(session.state()).isEqualTo(SessionState.COMMITTED);
        assertThat(board.states()).containsSubsequence("deidentifying", "committed");
    }

    @Test
    void triesAgainWhatMayWorkLater() throws Exception {
        course.then(() -> {
            throw new IOException("the store is away");
        });
        course.then(() -> {
            throw new IOException("the store is still away");
        });
        course.then(() -> new Ending.Committed("c0ffee"));
        receive("1.2");

        loop.start();

        await(() -> board.states().contains("committed"));
        assertThat(board.sessions())
                .anySatisfy(progress -> assertThat(progress.state()).isEqualTo("waiting"))
                .anySatisfy(progress -> assertThat(progress.reason()).isEqualTo("the store is away"));
    }

    @Test
    void holdsASessionUntilItsStudyExists() throws Exception {
        StudyName study = new StudyName("lab", "study");
        course.then(() -> new Ending.Held("no study lab/study", Optional.of(study)));
        course.then(() -> new Ending.Committed("c0ffee"));
        SpoolSession session = receive("1.2");

        loop.start();
        await(() -> board.states().contains("quarantined"));
        course.study = Optional.of(study);

        await(() -> session.state() == SessionState.COMMITTED);
    }

    @Test
    void anErrorInTheProgramHoldsOneSessionAndNotTheNext() throws Exception {
        course.then(() -> {
            throw new IllegalStateException("Doe^John must not be shown");
        });
        SpoolSession first = receive("1.2");
        loop.start();
        await(() -> first.state() == SessionState.QUARANTINED);
        assertThat(first.summary().reason()).contains("IllegalStateException").doesNotContain("Doe");

        course.then(() -> new Ending.Committed("c0ffee"));
        SpoolSession second = receive("1.3");

        await(() -> second.state() == SessionState.COMMITTED);
    }

    @Test
    void takesAPersonsAnswer() throws Exception {
        course.then(() -> Ending.Held.because("two objects of one instance"));
        course.then(() -> new Ending.Committed("c0ffee"));
        SpoolSession session = receive("1.2");
        loop.start();
        await(() -> session.state() == SessionState.QUARANTINED);

        Answers.leave(root, session.id(), Keep.FIRST);

        await(() -> session.state() == SessionState.COMMITTED);
    }

    private SpoolSession receive(String study) throws IOException {
        try (IncomingFile file = spool.receive()) {
            file.content().write(1);
            return spool.store(file, new Identity(study, "1.2.1", "1.2.1.1")).session();
        }
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("time is up").isLessThan(end);
            Thread.sleep(5);
        }
    }

    private static final class ScriptedCourse implements Course {
        private final Deque<Callable<Ending>> script = new ArrayDeque<>();
        private volatile Optional<StudyName> study = Optional.empty();

        synchronized void then(Callable<Ending> step) {
            script.add(step);
        }

        @Override
        public synchronized Ending run(SpoolSession session, Batch batch) throws IOException {
            assertThat(batch.objects()).hasSize(1);
            try {
                return script.remove().call();
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public boolean knows(StudyName name) {
            return List.of(name).equals(study.stream().toList());
        }
    }
}
