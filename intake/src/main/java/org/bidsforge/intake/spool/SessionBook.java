// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.spool;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A session's journal and what it says. Both can be put away when nothing happens to the session, and come back by
 * themselves. The journal may be written by several threads at once; everything else is guarded by the session.
 */
final class SessionBook {
    private final String id;
    private final Path journalFile;
    private @Nullable Journal journal;
    private @Nullable Ledger ledger;
    private SessionSummary summary;

    SessionBook(Path folder, Journal.Replay replay) {
        Ledger found = Ledger.of(replay.entries());
        id = folder.getFileName().toString();
        journalFile = file(folder);
        ledger = found;
        summary = found.summary(id);
    }

    static Path file(Path folder) {
        return folder.resolve("journal");
    }

    String id() {
        return id;
    }

    SessionSummary summary() {
        return summary;
    }

    Ledger ledger() throws IOException {
        if (ledger == null) {
            ledger = Ledger.of(Journal.replay(journalFile).entries());
        }
        return ledger;
    }

    /** Writes a line durably, and takes it up. */
    void record(Entry entry) throws IOException {
        append(entry);
        apply(entry);
    }

    /** Takes a line up even if it cannot be written. */
    void note(Entry entry) throws IOException {
        try {
            append(entry);
        } finally {
            apply(entry);
        }
    }

    /** Writes a line durably; the session takes it up afterwards. */
    void append(Entry entry) throws IOException {
        journal().append(entry);
    }

    void apply(Entry entry) throws IOException {
        ledger().apply(entry);
        summary = ledger().summary(id);
    }

    private synchronized Journal journal() throws IOException {
        if (journal == null) {
            journal = Journal.open(journalFile, Journal.replay(journalFile));
        }
        return journal;
    }

    void unload() throws IOException {
        close();
        ledger = null;
    }

    synchronized void close() throws IOException {
        if (journal != null) {
            journal.close();
            journal = null;
        }
    }
}
