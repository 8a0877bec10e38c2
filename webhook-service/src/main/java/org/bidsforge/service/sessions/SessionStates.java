// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.sessions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.service.database.Database;
import org.bidsforge.service.database.Sql;

/** The last portrait of every session, kept so that the pages need neither the forge nor git. */
public final class SessionStates {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COLUMNS = "SELECT study, session, since, json FROM session_state ";

    private final Database database;
    private final Clock clock;

    public SessionStates(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A session with the time since which it stands so. */
    public record Entry(StudyName study, SessionName session, Instant since, Portrait portrait) {}

    /** Keeps the portrait; what did not change keeps its date. */
    public Portrait put(StudyName study, SessionName session, Portrait portrait, Optional<Entry> earlier)
            throws IOException {
        Portrait dated = earlier.map(entry -> portrait.since(entry.portrait())).orElse(portrait);
        boolean same = earlier.filter(entry -> entry.portrait().standing() == portrait.standing())
                .isPresent();
        long since = same ? earlier.orElseThrow().since().toEpochMilli() : clock.millis();
        database.write(Sql.of(
                "INSERT INTO session_state (study, session, standing, since, json) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (study, session) DO UPDATE SET standing = excluded.standing,"
                        + " since = excluded.since, json = excluded.json",
                study.toString(),
                session.toString(),
                dated.standing().name(),
                since,
                write(dated))::change);
        return dated;
    }

    public void remove(StudyName study, SessionName session) throws IOException {
        database.write(
                Sql.of(
                        "DELETE FROM session_state WHERE study = ? AND session = ?",
                        study.toString(),
                        session.toString())::change);
    }

    public List<Entry> of(StudyName study) throws IOException {
        return database.read(connection ->
                Sql.of(COLUMNS + "WHERE study = ?", study.toString()).list(connection, SessionStates::entry));
    }

    public Optional<Entry> of(StudyName study, SessionName session) throws IOException {
        return database.read(
                connection -> Sql.of(COLUMNS + "WHERE study = ? AND session = ?", study.toString(), session.toString())
                        .first(connection, SessionStates::entry));
    }

    /** Unfinished ones first, the longest waiting on top; then the finished ones, the latest on top. */
    public List<Entry> page(int limit, int offset) throws IOException {
        return database.read(connection -> Sql.of(
                        COLUMNS + "ORDER BY CASE WHEN standing = 'DONE' THEN 1 ELSE 0 END,"
                                + " CASE WHEN standing = 'DONE' THEN -since ELSE since END, study, session"
                                + " LIMIT ? OFFSET ?",
                        limit,
                        offset)
                .list(connection, SessionStates::entry));
    }

    public Map<Standing, Integer> counts() throws IOException {
        Map<Standing, Integer> counts = new EnumMap<>(Standing.class);
        database.read(connection -> Sql.of("SELECT standing, COUNT(*) FROM session_state GROUP BY standing")
                .list(connection, row -> counts.put(Standing.valueOf(row.getString(1)), row.getInt(2))));
        return counts;
    }

    /** Forgets all portraits, for a rebuild from the forge. */
    public void clear() throws IOException {
        database.write(Sql.of("DELETE FROM session_state")::change);
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                StudyName.parse(row.getString("study")),
                SessionName.parse(row.getString("session")),
                Instant.ofEpochMilli(row.getLong("since")),
                read(row.getString("json")));
    }

    private static String write(Portrait portrait) {
        try {
            return JSON.writeValueAsString(portrait);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of texts can always be written", e);
        }
    }

    private static Portrait read(String json) throws SQLException {
        try {
            return JSON.readValue(json, Portrait.class);
        } catch (JsonProcessingException e) {
            throw new SQLException("session_state holds something else than a portrait", e);
        }
    }
}
