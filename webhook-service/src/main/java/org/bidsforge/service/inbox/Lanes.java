// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.inbox;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bidsforge.service.database.Database;
import org.bidsforge.service.database.Sql;

/**
 * The order of work: each lane is worked on by one owner at a time, its deliveries in the order of
 * arrival, and different lanes side by side, also over several replicas on one database.
 */
public final class Lanes {
    static final Duration LEASE = Duration.ofSeconds(30);

    private static final String OPEN = "state IN ('waiting', 'taken')";
    private static final String HELD = " AND EXISTS (SELECT 1 FROM lane WHERE name = ? AND fence = ?)";

    private final Database database;
    private final Clock clock;
    private final String owner;

    /** The owner's name is unique per process; it is only for people who read the table. */
    public Lanes(Database database, Clock clock, String owner) {
        this.database = database;
        this.clock = clock;
        this.owner = owner;
    }

    /** Gives up all leases: for a database in a file, whose only user we are. */
    public void reclaim() throws IOException {
        database.write(Sql.of("UPDATE lane SET leased_until = 0")::change);
    }

    /** Lanes whose oldest open delivery is due and that nobody works on. */
    List<String> ready() throws IOException {
        long now = clock.millis();
        return database.read(connection -> Sql.of(
                        "SELECT d.lane FROM delivery d LEFT JOIN lane l ON l.name = d.lane"
                                + " WHERE d." + OPEN + " AND d.next_attempt <= ?"
                                + " AND (l.name IS NULL OR l.leased_until < ?)"
                                + " AND d.seq = (SELECT MIN(e.seq) FROM delivery e WHERE e.lane = d.lane AND e."
                                + OPEN + ") ORDER BY d.seq LIMIT 64",
                        now,
                        now)
                .list(connection, row -> row.getString(1)));
    }

    Optional<Lease> lease(String lane) throws IOException {
        long now = clock.millis();
        return database.write(connection -> {
            Sql.of(
                            "INSERT INTO lane (name, owner, fence, leased_until) VALUES (?, '', 0, 0) ON CONFLICT (name) DO NOTHING",
                            lane)
                    .change(connection);
            int taken = Sql.of(
                            "UPDATE lane SET owner = ?, fence = fence + 1, leased_until = ? WHERE name = ? AND leased_until < ?",
                            owner,
                            now + LEASE.toMillis(),
                            lane,
                            now)
                    .change(connection);
            if (taken == 0) {
                return Optional.empty();
            }
            return Sql.of("SELECT fence FROM lane WHERE name = ?", lane)
                    .first(connection, row -> new Lease(lane, row.getLong(1)));
        });
    }

    /** False when the lease was lost to another owner. */
    boolean extend(Lease lease) throws IOException {
        return database.write(Sql.of(
                        "UPDATE lane SET leased_until = ? WHERE name = ? AND fence = ?",
                        clock.millis() + LEASE.toMillis(),
                        lease.lane(),
                        lease.fence())::change)
                == 1;
    }

    /** The open deliveries from the oldest on. One look answers all of them, since each is only a hint. */
    List<Delivery> take(Lease lease) throws IOException {
        return database.write(connection -> {
            Sql.of(
                            "UPDATE delivery SET state = 'taken', attempts = attempts + 1 WHERE lane = ? AND " + OPEN
                                    + HELD,
                            lease.lane(),
                            lease.lane(),
                            lease.fence())
                    .change(connection);
            return Sql.of(
                            "SELECT seq, event_type, session_hint, received, attempts FROM delivery"
                                    + " WHERE lane = ? AND state = 'taken'" + HELD + " ORDER BY seq",
                            lease.lane(),
                            lease.lane(),
                            lease.fence())
                    .list(
                            connection,
                            row -> new Delivery(
                                    row.getLong(1),
                                    row.getString(2),
                                    row.getString(3),
                                    Instant.ofEpochMilli(row.getLong(4)),
                                    row.getInt(5)));
        });
    }

    void done(Lease lease) throws IOException {
        settle(lease, "done", "", clock.millis());
    }

    void retry(Lease lease, Duration delay, String reason) throws IOException {
        settle(lease, "waiting", reason, clock.millis() + delay.toMillis());
    }

    void dead(Lease lease, String reason) throws IOException {
        settle(lease, "dead", reason, clock.millis());
    }

    void release(Lease lease) throws IOException {
        database.write(Sql.of(
                "UPDATE lane SET leased_until = 0 WHERE name = ? AND fence = ?", lease.lane(), lease.fence())::change);
    }

    private void settle(Lease lease, String state, String reason, long next) throws IOException {
        database.write(Sql.of(
                "UPDATE delivery SET state = ?, reason = ?, next_attempt = ? WHERE lane = ? AND state = 'taken'" + HELD,
                state,
                reason,
                next,
                lease.lane(),
                lease.lane(),
                lease.fence())::change);
    }
}
