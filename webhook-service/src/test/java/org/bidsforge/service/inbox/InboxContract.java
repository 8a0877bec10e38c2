// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.bidsforge.service.database.Database;
import org.bidsforge.service.database.SteppedClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the inbox does on every database. */
abstract class InboxContract {
    private static final String STUDY = "lab/one";

    private final SteppedClock clock = new SteppedClock();
    private final AtomicInteger woken = new AtomicInteger();
    private Database database;
    private Inbox inbox;
    private Lanes lanes;

    abstract Database open() throws Exception;

    @BeforeEach
    void prepare() throws Exception {
        database = open();
        inbox = new Inbox(database, clock, woken::incrementAndGet);
        lanes = new Lanes(database, clock, "one");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void keepsWhatArrives() throws Exception {
        assertThat(inbox.put(arrival("1", "push a", STUDY))).isEqualTo(Receipt.STORED);

        assertThat(inbox.depth()).isEqualTo(1);
        assertThat(woken).hasValue(1);
    }

    @Test
    void foldsARepeatedDelivery() throws Exception {
        inbox.put(arrival("1", "push a", STUDY));

        assertThat(inbox.put(arrival("1", "push b", STUDY))).isEqualTo(Receipt.DUPLICATE);
        assertThat(inbox.depth()).isEqualTo(1);
    }

    @Test
    void foldsAReplayThatHasANewIdAndTheSameContent() throws Exception {
        inbox.put(arrival("1", "push a", STUDY));

        assertThat(inbox.put(arrival("2", "push a", STUDY))).isEqualTo(Receipt.DUPLICATE);
    }

    @Test
    void looksAgainWhenTheSameContentComesMuchLater() throws Exception {
        inbox.put(arrival("1", "push a", STUDY));
        clock.forward(Duration.ofMinutes(11));

        assertThat(inbox.put(arrival("2", "push a", STUDY))).isEqualTo(Receipt.STORED);
    }

    @Test
    void keepsUnwantedDeliveriesWithoutWakingAnybody() throws Exception {
        Arrival unwanted = new Arrival(
                "gitea", "1", "status", "status", STUDY, "", Map.of(), ByteBuffer.allocate(0), "not needed");

        assertThat(inbox.put(unwanted)).isEqualTo(Receipt.UNWANTED);
        assertThat(inbox.depth()).isZero();
        assertThat(woken).hasValue(0);
    }

    @Test
    void givesTheDeliveriesOfALaneInTheOrderOfArrival() throws Exception {
        inbox.put(arrival("1", "a", STUDY));
        inbox.put(arrival("2", "b", "lab/other"));
        inbox.put(arrival("3", "c", STUDY));

        assertThat(lanes.ready()).containsExactly(STUDY, "lab/other");
        Lease lease = lanes.lease(STUDY).orElseThrow();
        List<Delivery> taken = lanes.take(lease);
        assertThat(taken).extracting(Delivery::seq).isSorted().hasSize(2);
    }

    @Test
    void letsOnlyOneOwnerWorkOnALane() throws Exception {
        inbox.put(arrival("1", "a", STUDY));
        assertThat(lanes.lease(STUDY)).isPresent();

        assertThat(new Lanes(database, clock, "two").lease(STUDY)).isEmpty();
        assertThat(lanes.ready()).isEmpty();
    }

    @Test
    void refusesWhatAnOwnerWritesAfterItLostItsLease() throws Exception {
        inbox.put(arrival("1", "a", STUDY));
        Lease lost = lanes.lease(STUDY).orElseThrow();
        lanes.take(lost);
        clock.forward(Lanes.LEASE.plusSeconds(1));
        Lanes other = new Lanes(database, clock, "two");
        Lease taken = other.lease(STUDY).orElseThrow();

        lanes.done(lost);

        assertThat(lanes.extend(lost)).isFalse();
        assertThat(inbox.depth()).isEqualTo(1);
        assertThat(other.take(taken)).hasSize(1);
    }

    @Test
    void holdsALaneBackUntilItsOldestDeliveryIsDueAgain() throws Exception {
        inbox.put(arrival("1", "a", STUDY));
        Lease lease = lanes.lease(STUDY).orElseThrow();
        lanes.take(lease);
        lanes.retry(lease, Duration.ofSeconds(10), "forge away");
        lanes.release(lease);
        inbox.put(arrival("2", "b", STUDY));

        assertThat(lanes.ready()).isEmpty();
        clock.forward(Duration.ofSeconds(11));
        assertThat(lanes.ready()).containsExactly(STUDY);
        assertThat(lanes.take(lanes.lease(STUDY).orElseThrow()))
                .extracting(Delivery::attempts)
                .containsExactly(2, 1);
    }

    @Test
    void findsWhatAKilledProcessHadTaken() throws Exception {
        inbox.put(arrival("1", "a", STUDY));
        lanes.take(lanes.lease(STUDY).orElseThrow());

        Lanes restarted = new Lanes(database, clock, "again");
        restarted.reclaim();
        clock.forward(Duration.ofMillis(1));

        assertThat(restarted.ready()).containsExactly(STUDY);
        assertThat(restarted.take(restarted.lease(STUDY).orElseThrow())).hasSize(1);
    }

    @Test
    void writesANoteOnceUntilSomebodyBeginsToLook() throws Exception {
        assertThat(inbox.note(STUDY, "", "reconcile")).isTrue();
        assertThat(inbox.note(STUDY, "", "reconcile")).isFalse();
        lanes.take(lanes.lease(STUDY).orElseThrow());

        assertThat(inbox.note(STUDY, "", "reconcile")).isTrue();
    }

    @Test
    void putsAnUndeliverableHintAside() throws Exception {
        inbox.put(arrival("1", "a", STUDY));
        Lease lease = lanes.lease(STUDY).orElseThrow();
        lanes.take(lease);
        lanes.dead(lease, "gave up");

        assertThat(inbox.depth()).isZero();
        assertThat(inbox.dead()).isEqualTo(1);
    }

    @Test
    void forgetsSettledDeliveriesOnly() throws Exception {
        inbox.put(arrival("1", "a", STUDY));
        Lease lease = lanes.lease(STUDY).orElseThrow();
        lanes.take(lease);
        lanes.done(lease);
        inbox.put(arrival("2", "b", STUDY));
        clock.forward(Duration.ofDays(20));

        assertThat(inbox.forget(clock.instant().minus(Duration.ofDays(14)))).isEqualTo(1);
        assertThat(inbox.depth()).isEqualTo(1);
        assertThat(inbox.lag()).isEqualTo(Duration.ofDays(20));
    }

    private static Arrival arrival(String id, String content, String lane) throws IOException {
        ByteBuffer body = ByteBuffer.wrap("{}".getBytes(StandardCharsets.UTF_8));
        return new Arrival("gitea", id, content, "push", lane, "", Map.of("x-gitea-event", "push"), body, "");
    }
}
