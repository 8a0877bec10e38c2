// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.intake;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.service.database.Database;
import org.bidsforge.service.database.Sql;

/** The last word of the intakes about each session in their spools. */
public final class IntakeSessions {
    private static final String COLUMNS =
            "SELECT id, study, session, state, objects, series, bytes, reason, since FROM intake_session ";

    private final Database database;
    private final Clock clock;

    public IntakeSessions(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The same again changes nothing; an older word than the one that is kept is dropped. */
    public void put(SpooledSession session) throws IOException {
        database.write(Sql.of(
                "INSERT INTO intake_session (id, study, session, state, objects, series, bytes, reason, since, updated)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
                        + " study = excluded.study, session = excluded.session, state = excluded.state,"
                        + " objects = excluded.objects, series = excluded.series, bytes = excluded.bytes,"
                        + " reason = excluded.reason, since = excluded.since, updated = excluded.updated"
                        + " WHERE intake_session.since <= excluded.since",
                session.id(),
                session.study().map(StudyName::toString).orElse(""),
                session.session().map(SessionName::toString).orElse(""),
                session.state().name(),
                session.objects(),
                session.series(),
                session.bytes(),
                session.reason(),
                session.since().toEpochMilli(),
                clock.millis())::change);
    }

    /** Those that are on their way or held back, the longest waiting first. */
    public List<SpooledSession> open(int limit) throws IOException {
        return database.read(
                connection -> Sql.of(COLUMNS + "WHERE state <> 'COMMITTED' ORDER BY since, id LIMIT ?", limit)
                        .list(connection, IntakeSessions::session));
    }

    /** Those that something was heard of last, committed ones too. */
    public List<SpooledSession> newest(int limit) throws IOException {
        return database.read(connection ->
                Sql.of(COLUMNS + "ORDER BY updated DESC, id LIMIT ?", limit).list(connection, IntakeSessions::session));
    }

    /** What the intake said last about this session. */
    public Optional<SpooledSession> of(StudyName study, SessionName session) throws IOException {
        return database.read(connection -> Sql.of(
                        COLUMNS + "WHERE study = ? AND session = ? ORDER BY updated DESC LIMIT 1",
                        study.toString(),
                        session.toString())
                .first(connection, IntakeSessions::session));
    }

    public int forget(Instant before) throws IOException {
        return database.write(Sql.of(
                "DELETE FROM intake_session WHERE state = 'COMMITTED' AND updated < ?", before.toEpochMilli())::change);
    }

    private static SpooledSession session(ResultSet row) throws SQLException {
        String study = row.getString("study");
        String session = row.getString("session");
        return new SpooledSession(
                row.getString("id"),
                study.isEmpty() ? Optional.empty() : Optional.of(StudyName.parse(study)),
                session.isEmpty() ? Optional.empty() : Optional.of(SessionName.parse(session)),
                SpoolState.valueOf(row.getString("state")),
                row.getLong("objects"),
                row.getLong("series"),
                row.getLong("bytes"),
                row.getString("reason"),
                Instant.ofEpochMilli(row.getLong("since")));
    }
}
