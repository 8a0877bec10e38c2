// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.inbox;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.bidsforge.service.database.Database;
import org.bidsforge.service.database.Sql;

/** Where events are kept until somebody has looked. A put returns when the event is on the disk. */
public final class Inbox {
    /** Our own notes stand beside the forge's deliveries in the one queue. */
    private static final String OWN = "service";

    private static final String INSERT = "INSERT INTO delivery (forge, delivery_id, content_key, event_type, lane,"
            + " session_hint, headers, body, received, state, attempts, next_attempt, reason)"
            + " SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?"
            + " WHERE NOT EXISTS (SELECT 1 FROM delivery WHERE content_key = ? AND %s)"
            + " ON CONFLICT (forge, delivery_id) DO NOTHING";
    private static final String INSERT_ARRIVAL = INSERT.formatted("received > ?");
    private static final String INSERT_NOTE = INSERT.formatted("received > ? AND state = 'waiting'");

    private final Database database;
    private final Clock clock;
    private final Runnable wake;

    /** The waker is told after each row that somebody must look at. */
    public Inbox(Database database, Clock clock, Runnable wake) {
        this.database = database;
        this.clock = clock;
        this.wake = wake;
    }

    public Receipt put(Arrival arrival) throws IOException {
        long now = clock.millis();
        boolean wanted = arrival.unwanted().isEmpty();
        int stored = database.write(Sql.of(
                INSERT_ARRIVAL,
                arrival.forge(),
                arrival.deliveryId(),
                arrival.contentKey(),
                arrival.eventType(),
                arrival.lane(),
                arrival.session(),
                arrival.headerLines(),
                arrival.bytes(),
                now,
                wanted ? "waiting" : "ignored",
                now,
                arrival.unwanted(),
                arrival.contentKey(),
                now - Arrival.SAME_CONTENT.toMillis())::change);
        if (stored == 0) {
            return Receipt.DUPLICATE;
        }
        if (!wanted) {
            return Receipt.UNWANTED;
        }
        wake.run();
        return Receipt.STORED;
    }

    /**
     * Asks for another look without a hook. Asking twice before somebody looked is one note; a look
     * that has begun does not count, because it may have read the forge before this was asked.
     */
    public boolean note(String lane, String session, String cause) throws IOException {
        long now = clock.millis();
        String key = cause + ":" + lane + ":" + session;
        int stored = database.write(Sql.of(
                INSERT_NOTE,
                OWN,
                UUID.randomUUID().toString(),
                key,
                cause,
                lane,
                session,
                "",
                new byte[0],
                now,
                "waiting",
                now,
                "",
                key,
                0L)::change);
        if (stored > 0) {
            wake.run();
        }
        return stored > 0;
    }

    /** How many wait to be looked at. */
    public long depth() throws IOException {
        return database.read(Sql.of("SELECT COUNT(*) FROM delivery WHERE state IN ('waiting', 'taken')")::number);
    }

    /** How long the oldest has been waiting. */
    public Duration lag() throws IOException {
        Optional<Long> oldest = database.read(
                connection -> Sql.of("SELECT MIN(received) FROM delivery WHERE state IN ('waiting', 'taken')")
                        .first(connection, row -> row.getLong(1)));
        long since = oldest.orElse(0L);
        return since == 0 ? Duration.ZERO : Duration.between(Instant.ofEpochMilli(since), clock.instant());
    }

    public long dead() throws IOException {
        return database.read(Sql.of("SELECT COUNT(*) FROM delivery WHERE state = 'dead'")::number);
    }

    /** Removes what was settled before; of our own notes, which the clock writes by the minute, all that are. */
    public int forget(Instant before) throws IOException {
        Sql old = Sql.of(
                "DELETE FROM delivery WHERE state NOT IN ('waiting', 'taken')"
                        + " AND (received < ? OR (forge = ? AND state = 'done'))",
                before.toEpochMilli(),
                OWN);
        return database.write(old::change);
    }
}
