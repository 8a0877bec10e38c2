// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Speeds are in MiB per second. */
class TrialsTest {
    private static final int MIB = 1 << 20;
    private static final long PATIENCE = Trials.PATIENCE / MIB;

    private final Trials trials = new Trials(this::now);
    private long nanos;
    private long position;

    private long now() {
        return nanos;
    }

    @BeforeEach
    void begin() {
        trials.beginOne();
    }

    /** Whether several shall be tried after so much came over one connection. */
    private boolean one(long mib, double speed) {
        boolean slow = false;
        for (long i = 0; i < mib && !slow; i++) {
            long took = (long) (1e9 / speed);
            nanos += took;
            position += MIB;
            slow = trials.isTooSlow(position, MIB, took);
        }
        return slow;
    }

    /** Several bring so much, and more than it takes to compare them. */
    private void several(long mib, double speed) {
        trials.beginSeveral();
        for (long i = 0; i < mib; i++) {
            nanos += (long) (1e9 / speed);
            position += MIB;
            trials.broughtUpTo(position);
        }
        if (trials.isAlone(position)) {
            trials.beginOne();
        }
    }

    @Test
    void staysWithOneThatIsFast() {
        assertThat(one(1000, 200)).isFalse();
    }

    @Test
    void triesSeveralAsSoonAsOneIsSlow() {
        assertThat(one(3, 20)).isFalse();
        assertThat(one(1, 20)).isTrue();
    }

    @Test
    void doesNotTakeASlowReaderForASlowConnection() {
        for (int i = 0; i < 100; i++) {
            nanos += 1_000_000_000;
            position += MIB;
            assertThat(trials.isTooSlow(position, MIB, 1_000_000)).isFalse();
        }
    }

    @Test
    void staysWithSeveralThatAreWorthIt() {
        one(4, 20);
        several(100, 60);

        assertThat(trials.isAlone(position)).isFalse();
    }

    @Test
    void goesBackToOneForAWhileWhereSeveralAreNotWorthIt() {
        one(4, 50);
        several(30, 55);

        assertThat(trials.isAlone(position)).isTrue();
        assertThat(one(PATIENCE - 10, 50)).isFalse();
        assertThat(one(14, 50)).isTrue();
    }

    @Test
    void waitsLongerEachTime() {
        one(4, 50);
        several(30, 55);
        one(2 * PATIENCE, 50);
        several(30, 55);

        assertThat(one(PATIENCE + 10, 50)).isFalse();
        assertThat(one(PATIENCE, 50)).isTrue();
    }

    @Test
    void leavesOneThatHasBecomeSlowerThanSeveralWere() {
        one(4, 50);
        several(30, 55);

        assertThat(one(4, 20)).isTrue();
    }

    @Test
    void measuresSeveralAlsoWhereOneHelpsOut() {
        one(4, 50);
        trials.beginSeveral();
        for (int i = 0; i < 30; i++) {
            nanos += (long) (1e9 / 55);
            position += MIB;
            trials.beginOne();
            trials.broughtUpTo(position);
        }

        assertThat(trials.isAlone(position)).isTrue();
    }
}
