// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private final Pace pace = new Pace();

    @Test
    void callsNothingLateAtFirst() {
        assertThat(pace.isLate(Long.MAX_VALUE)).isFalse();
    }

    @Test
    void callsLateWhatTakesMoreThanTwiceAsLong() {
        pace.took(100);

        assertThat(pace.isLate(200)).isFalse();
        assertThat(pace.isLate(201)).isTrue();
    }

    @Test
    void followsANetworkThatHasBecomeSlow() {
        pace.took(100);
        for (int i = 0; i < 50; i++) {
            pace.took(1000);
        }

        assertThat(pace.isLate(1900)).isFalse();
        assertThat(pace.isLate(2100)).isTrue();
    }
}
