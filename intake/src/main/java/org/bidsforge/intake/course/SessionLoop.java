// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.course;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.intake.board.Board;
import org.bidsforge.intake.board.Progress;
import org.bidsforge.intake.spool.Batch;
import org.bidsforge.intake.spool.SessionState;
import org.bidsforge.intake.spool.SessionSummary;
import org.bidsforge.intake.spool.Spool;
import org.bidsforge.intake.spool.SpoolSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at all sessions of the spool again and again: closes those that are idle, starts the course of closed ones,
 * tries waiting ones again, and shows every change on the board. One session's trouble does not stop another.
 */
public final class SessionLoop implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(SessionLoop.class);
    private static final int LONGEST_REASON = 400;

    private final Spool spool;
    private final Course course;
    private final Board board;
    private final Pace pace;
    private final InstantSource clock;
    private final Thread ticks = named("sessions").newThread(this::run);
    private final ExecutorService workers;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final Map<String, SessionSummary> shown = new ConcurrentHashMap<>();
    private final Map<String, Pause> pauses = new ConcurrentHashMap<>();
    private final Map<String, StudyName> awaited = new ConcurrentHashMap<>();
    private Instant nextLook = Instant.MIN;

    /** How long to wait for what. */
    public record Pace(Duration close, Duration tick, Duration firstPause, Duration longestPause, int workers) {
        /** Trouble is tried again after two seconds, then ever later up to a minute. */
        public static Pace closingAfter(Duration close) {
            return new Pace(close, Duration.ofMillis(200), Duration.ofSeconds(2), Duration.ofMinutes(1), 2);
        }
    }

    private record Pause(Duration length, Instant until) {}

    public SessionLoop(Spool spool, Course course, Board board, Pace pace, InstantSource clock) {
        this.spool = spool;
        this.course = course;
        this.board = board;
        this.pace = pace;
        this.clock = clock;
        workers = Executors.newFixedThreadPool(pace.workers(), named("course"));
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Begins; what was quarantined before gets another chance, because the reason may be gone. */
    public void start() throws IOException {
        for (SpoolSession session : spool.sessions()) {
            session.retry();
        }
        ticks.start();
    }

    private void run() {
        try {
            while (true) {
                tick();
                Thread.sleep(pace.tick().toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tick() {
        for (SpoolSession session : spool.sessions()) {
            try {
                look(session);
            } catch (IOException | RuntimeException e) {
                LOG.error("Session {}: cannot look after it now", session.id(), e);
            }
        }
        lookForStudies();
    }

    private void look(SpoolSession session) throws IOException {
        if (session.closeIfIdle(pace.close())) {
            LOG.info("Session {}: closed", session.id());
        }
        if (session.takeAnswer()) {
            LOG.info("Session {}: a person decided which objects go on", session.id());
        }
        show(session);
        if (session.state() == SessionState.CLOSED && isDue(session) && busy.add(session.id())) {
            workers.execute(() -> work(session));
        }
    }

    private boolean isDue(SpoolSession session) {
        Pause pause = pauses.get(session.id());
        return pause == null || !pause.until().isAfter(clock.instant());
    }

    private void show(SpoolSession session) {
        SessionSummary summary = session.summary();
        if (!summary.equals(shown.put(session.id(), summary))) {
            board.session(Progress.of(summary));
        }
    }

    private void work(SpoolSession session) {
        try {
            Optional<Batch> batch = session.begin();
            if (batch.isPresent()) {
                show(session);
                end(session, batch.get(), course.run(session, batch.get()));
            }
        } catch (IOException e) {
            LOG.warn("Session {}: waits and is tried again: {}", session.id(), reason(e));
            LOG.debug("Session {}", session.id(), e);
            session.waitFor(reason(e));
            pause(session);
        } catch (RuntimeException | Error e) {
            // Without its message, which may hold what an object says.
            LOG.error(
                    "Session {}: held because of {} at {}",
                    session.id(),
                    e.getClass().getName(),
                    e.getStackTrace());
            hold(session, "the program failed with " + e.getClass().getSimpleName() + "; its log says where");
        } finally {
            busy.remove(session.id());
            show(session);
        }
    }

    private void end(SpoolSession session, Batch batch, Ending ending) throws IOException {
        pauses.remove(session.id());
        if (ending instanceof Ending.Committed committed) {
            awaited.remove(session.id());
            session.committed(committed.commit(), batch.objects());
            LOG.info(
                    "Session {}: {} objects are in commit {}",
                    session.id(),
                    batch.objects().size(),
                    committed.commit());
        } else if (ending instanceof Ending.Held held) {
            held.awaited().ifPresent(study -> awaited.put(session.id(), study));
            session.quarantine(held.reason());
            LOG.warn("Session {}: held: {}", session.id(), held.reason());
        }
    }

    private void hold(SpoolSession session, String reason) {
        try {
            session.quarantine(reason);
        } catch (IOException e) {
            LOG.error("Session {}: cannot write down that it is held", session.id(), e);
            session.waitFor(reason);
            pause(session);
        }
    }

    private void pause(SpoolSession session) {
        pauses.compute(session.id(), (id, before) -> {
            Duration length = pace.firstPause();
            if (before != null) {
                length = before.length().multipliedBy(2);
            }
            if (length.compareTo(pace.longestPause()) > 0) {
                length = pace.longestPause();
            }
            return new Pause(length, clock.instant().plus(length));
        });
    }

    private static String reason(IOException e) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return message.substring(0, Math.min(LONGEST_REASON, message.length()));
    }

    /** Sessions of a study that did not exist go on when it does. */
    private void lookForStudies() {
        Instant now = clock.instant();
        if (awaited.isEmpty() || nextLook.isAfter(now)) {
            return;
        }
        nextLook = now.plus(pace.firstPause().multipliedBy(2));
        for (SpoolSession session : spool.sessions()) {
            StudyName study = awaited.get(session.id());
            if (study == null) {
                continue;
            }
            try {
                if (course.knows(study)) {
                    awaited.remove(session.id());
                    session.retry();
                }
            } catch (IOException | RuntimeException e) {
                LOG.debug("Cannot ask for the study {} now", study, e);
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        ticks.interrupt();
        workers.shutdown();
        try {
            // What does not end in time is done again at the next start.
            if (!workers.awaitTermination(10, TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
