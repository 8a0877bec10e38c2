// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class TimesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Times times = new Times(NOW);

    @Test
    void saysHowLongAgo() {
        assertThat(times.ago(NOW.minusSeconds(20))).isEqualTo("just now");
        assertThat(times.ago(NOW.minusSeconds(200))).isEqualTo("3 min ago");
        assertThat(times.ago(NOW.minus(Duration.ofHours(30)))).isEqualTo("30 h ago");
        assertThat(times.ago(NOW.minus(Duration.ofDays(12)))).isEqualTo("12 days ago");
        assertThat(times.ago(Instant.parse("2025-02-03T04:05:06Z"))).isEqualTo("on 3 Feb 2025 04:05 UTC");
    }

    @Test
    void giveNoDayToCommitsThatOnlyCount() {
        assertThat(times.commit(Instant.parse("2005-04-07T22:13:20Z"))).isEqualTo("undated");
        assertThat(times.commit(NOW.minusSeconds(200))).isEqualTo("3 min ago");
    }

    @Test
    void saysHowLongItTook() {
        assertThat(times.took(NOW.minusSeconds(9), NOW)).isEqualTo("9 s");
        assertThat(times.took(NOW.minusSeconds(200), Instant.EPOCH)).isEqualTo("3 min 20 s");
        assertThat(times.took(Instant.EPOCH, Instant.EPOCH)).isEmpty();
    }
}
