// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.sessions;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.service.database.Database;
import org.bidsforge.service.database.Sql;

/** What happened to a session and when, for people; nothing is decided by it. */
public final class Timeline {
    private final Database database;
    private final Clock clock;

    public Timeline(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** One thing that happened. */
    public record Event(Instant at, String kind, String text, String link) {}

    /** The same thing, told by its key, stands once: a look that is repeated adds nothing. */
    public void add(StudyName study, SessionName session, String kind, String key, String text, String link)
            throws IOException {
        database.write(Sql.of(
                "INSERT INTO session_event (study, session, kind, event_key, at, text, link)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (study, session, kind, event_key) DO NOTHING",
                study.toString(),
                session.toString(),
                kind,
                key,
                clock.millis(),
                text,
                link)::change);
    }

    /** The newest first. */
    public List<Event> of(StudyName study, SessionName session, int limit) throws IOException {
        return database.read(connection -> Sql.of(
                        "SELECT at, kind, text, link FROM session_event WHERE study = ? AND session = ?"
                                + " ORDER BY at DESC, id DESC LIMIT ?",
                        study.toString(),
                        session.toString(),
                        limit)
                .list(
                        connection,
                        row -> new Event(
                                Instant.ofEpochMilli(row.getLong(1)),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4))));
    }

    /** Forgets all events, for a rebuild from the forge. */
    public void clear() throws IOException {
        database.write(Sql.of("DELETE FROM session_event")::change);
    }
}
