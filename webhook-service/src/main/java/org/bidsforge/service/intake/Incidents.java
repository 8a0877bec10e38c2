// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.intake;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.bidsforge.service.database.Database;
import org.bidsforge.service.database.Sql;

/** Things that went wrong and that a person should know of; equal ones are counted, the number is bounded. */
public final class Incidents {
    private static final int MOST = 500;
    private static final int LONGEST_KIND = 60;
    private static final int LONGEST_MESSAGE = 500;

    private final Database database;
    private final Clock clock;

    public Incidents(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    public record Incident(String source, String kind, String message, long times, Instant first, Instant last) {}

    /** The source is our own word for who tells; neither text may hold an identifier of a person. */
    public void add(String source, String kind, String message) throws IOException {
        long now = clock.millis();
        database.write(connection -> {
            Sql.of(
                            "INSERT INTO incident (source, kind, message, times, first_at, last_at)"
                                    + " VALUES (?, ?, ?, 1, ?, ?) ON CONFLICT (source, kind, message)"
                                    + " DO UPDATE SET times = incident.times + 1, last_at = excluded.last_at",
                            source,
                            cut(kind, LONGEST_KIND),
                            cut(message, LONGEST_MESSAGE),
                            now,
                            now)
                    .change(connection);
            return Sql.of(
                            "DELETE FROM incident WHERE last_at < (SELECT MIN(last_at) FROM"
                                    + " (SELECT last_at FROM incident ORDER BY last_at DESC LIMIT ?) newest)",
                            MOST)
                    .change(connection);
        });
    }

    /** The newest first. */
    public List<Incident> newest(int limit) throws IOException {
        return database.read(connection -> Sql.of(
                        "SELECT source, kind, message, times, first_at, last_at FROM incident"
                                + " ORDER BY last_at DESC, source, kind, message LIMIT ?",
                        limit)
                .list(
                        connection,
                        row -> new Incident(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getLong(4),
                                Instant.ofEpochMilli(row.getLong(5)),
                                Instant.ofEpochMilli(row.getLong(6)))));
    }

    public int forget(Instant before) throws IOException {
        return database.write(Sql.of("DELETE FROM incident WHERE last_at < ?", before.toEpochMilli())::change);
    }

    private static String cut(String text, int length) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= length ? line : line.substring(0, length - 1) + "…";
    }
}
