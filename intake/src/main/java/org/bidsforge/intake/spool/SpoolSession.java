// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One scan session in the spool: its objects and its state, both durable in the session's journal. Thread-safe.
 * Associations add objects while the worker commits an earlier {@link Batch}.
 */
public final class SpoolSession {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolSession.class);

    private final Path folder;
    private final String study;
    private final InstantSource clock;
    private final Map<String, CompletableFuture<Void>> inFlight = new HashMap<>();

    private final boolean damaged;
    private final SessionBook book;
    private final Silence silence;
    private int lastNumber;

    private SpoolSession(Path folder, InstantSource clock, Journal.Replay replay, boolean brokenOff) {
        Ledger found = Ledger.of(replay.entries());
        this.folder = folder;
        this.clock = clock;
        book = new SessionBook(folder, replay);
        study = found.study();
        damaged = replay.damaged();
        lastNumber = found.lastNumber();
        silence = new Silence(clock, brokenOff);
    }

    /** A new session; its folder exists and is empty. */
    static SpoolSession create(Path folder, String study, InstantSource clock) throws IOException {
        Journal.Replay nothing = new Journal.Replay(List.of(), false, 0);
        try (Journal journal = Journal.open(SessionBook.file(folder), nothing)) {
            journal.append(new Entry.Opened(study));
            journal.append(new Entry.Moved(SessionState.RECEIVING, clock.millis(), ""));
        }
        return new SpoolSession(folder, clock, Journal.replay(SessionBook.file(folder)), false);
    }

    /** A session as a stopped or killed process left it; empty when not even its first line was durable. */
    static Optional<SpoolSession> load(Path folder, InstantSource clock) throws IOException {
        Journal.Replay replay = Journal.replay(SessionBook.file(folder));
        if (replay.entries().isEmpty()) {
            return Optional.empty();
        }
        SpoolSession session = new SpoolSession(folder, clock, replay, true);
        session.recover();
        return Optional.of(session);
    }

    private synchronized void recover() throws IOException {
        Folders.delete(workFolder());
        if (damaged) {
            // Its files may be of lines that cannot be read: none is deleted, and none is written over.
            lastNumber = Math.max(lastNumber, new LeftOvers(folder, book.ledger()).highestNumber());
            quarantine("the journal of this session is damaged; its objects are kept");
            return;
        }
        new LeftOvers(folder, book.ledger()).delete();
        if (!new LeftOvers(folder, book.ledger()).complete()) {
            quarantine("objects of this session are missing in the spool");
        } else if (state().working()) {
            move(SessionState.CLOSED, "");
        } else if (state() == SessionState.COMMITTED && book.ledger().holdsWork()) {
            move(SessionState.RECEIVING, "");
        }
        unload();
    }

    public String id() {
        return book.id();
    }

    String study() {
        return study;
    }

    public synchronized SessionSummary summary() {
        return book.summary();
    }

    public synchronized SessionState state() {
        return book.summary().state();
    }

    public Path file(SpoolObject object) {
        return folder.resolve(object.fileName());
    }

    /** A folder for the worker's files; gone after a restart. */
    public Path workFolder() {
        return folder.resolve("work");
    }

    /** An association that has sent objects of this session is open: the session does not close. */
    public synchronized void hold() {
        silence.associationOpened();
    }

    /** The association has ended: as the sender wanted, or broken off with perhaps more to come. */
    public synchronized void letGo(boolean released) {
        silence.associationEnded(released);
    }

    /** Takes over a received file; when this returns, the object is durable or was so before. */
    Arrival accept(IncomingFile file, SpoolObject draft) throws IOException {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        SpoolObject object;
        while (true) {
            CompletableFuture<Void> other;
            synchronized (this) {
                silence.arrived();
                other = inFlight.get(draft.instance());
                if (other == null) {
                    List<SpoolObject> known = book.ledger().ofInstance(draft.instance());
                    if (known.stream().anyMatch(one -> one.content().equals(draft.content()))) {
                        unload();
                        return Arrival.ALREADY_HERE;
                    }
                    object = numbered(draft, !known.isEmpty());
                    inFlight.put(draft.instance(), mine);
                    break;
                }
            }
            // The same instance is being stored by another association: its fate decides what this one is.
            other.join();
        }
        try {
            store(file, object);
        } finally {
            synchronized (this) {
                inFlight.remove(draft.instance());
            }
            mine.complete(null);
        }
        if (object.conflict()) {
            return Arrival.CONFLICT;
        }
        return Arrival.STORED;
    }

    private SpoolObject numbered(SpoolObject draft, boolean conflict) {
        lastNumber++;
        return new SpoolObject(lastNumber, draft.instance(), draft.series(), draft.content(), draft.size(), conflict);
    }

    private void store(IncomingFile file, SpoolObject object) throws IOException {
        try {
            file.moveTo(file(object));
            Entry.Received received = new Entry.Received(object);
            book.append(received);
            synchronized (this) {
                book.apply(received);
                if (state() != SessionState.RECEIVING && !state().working() && !damaged) {
                    move(SessionState.RECEIVING, "");
                }
                silence.arrived();
            }
        } catch (IOException e) {
            Files.deleteIfExists(file(object));
            throw e;
        }
    }

    /**
     * Closes the session when nothing has come for so long and no association is open for it. If the last one broke off,
     * or the intake was stopped meanwhile, ten times as long must pass: half a session is no use to anybody.
     */
    public synchronized boolean closeIfIdle(Duration idle) throws IOException {
        unload();
        if (state() != SessionState.RECEIVING || !inFlight.isEmpty() || !silence.hasLasted(idle)) {
            return false;
        }
        move(SessionState.CLOSED, "");
        return true;
    }

    /** Starts the work on a closed session; empty when it is not closed (any more). */
    public synchronized Optional<Batch> begin() throws IOException {
        if (state() != SessionState.CLOSED) {
            return Optional.empty();
        }
        move(SessionState.DEIDENTIFYING, "");
        return Optional.of(new Batch(
                book.ledger().pending(),
                book.ledger().conflicts().size(),
                book.ledger().replaces(),
                book.summary().destination()));
    }

    public synchronized void routed(Destination destination) throws IOException {
        book.record(new Entry.Routed(destination.study(), destination.session()));
    }

    public synchronized void committing() throws IOException {
        move(SessionState.COMMITTING, "");
    }

    /**
     * Work failed for a reason that may go away: the session is closed again and will be tried again. The disk may be
     * what failed, so this holds in memory even when it cannot be written; after a restart it is so anyway.
     */
    public synchronized void waitFor(String reason) {
        try {
            book.note(new Entry.Moved(SessionState.CLOSED, clock.millis(), reason));
        } catch (IOException e) {
            LOG.warn("Session {}: cannot write down that it waits", id(), e);
        }
    }

    public synchronized void quarantine(String reason) throws IOException {
        move(SessionState.QUARANTINED, reason);
    }

    /** Tries a quarantined session again. */
    public synchronized boolean retry() throws IOException {
        if (state() != SessionState.QUARANTINED || damaged) {
            return false;
        }
        move(SessionState.CLOSED, "");
        return true;
    }

    /** A person's answer to a conflict. */
    public synchronized void resolve(Keep keep) throws IOException {
        book.record(new Entry.Resolved(keep));
        deleteFinished();
        retry();
    }

    /** Takes up the answer that another process left for this session, if there is one. */
    public synchronized boolean takeAnswer() throws IOException {
        if (state() != SessionState.QUARANTINED || damaged) {
            return false;
        }
        Optional<Keep> answer = Answers.read(folder);
        if (answer.isEmpty()) {
            return false;
        }
        resolve(answer.get());
        Answers.clear(folder);
        return true;
    }

    /** The batch is verified elsewhere: from here on its raw files may go. */
    public synchronized void committed(String commit, List<SpoolObject> objects) throws IOException {
        Folders.delete(workFolder());
        book.record(new Entry.Committed(
                commit, objects.stream().map(SpoolObject::number).toList()));
        deleteFinished();
        if (book.ledger().holdsWork()) {
            move(SessionState.RECEIVING, "");
        } else {
            move(SessionState.COMMITTED, "");
            unload();
        }
    }

    /** Only what the ledger names: an object that is just being stored has its file before it has its line. */
    private void deleteFinished() throws IOException {
        for (SpoolObject object : book.ledger().finished()) {
            Files.deleteIfExists(file(object));
        }
    }

    private void move(SessionState state, String reason) throws IOException {
        book.record(new Entry.Moved(state, clock.millis(), reason));
    }

    /** A committed session is only looked at again when something comes late: its index need not stay in memory. */
    private void unload() throws IOException {
        if (state() != SessionState.COMMITTED || !inFlight.isEmpty() || silence.isHeld()) {
            return;
        }
        book.unload();
    }

    synchronized void close() throws IOException {
        book.close();
    }
}
