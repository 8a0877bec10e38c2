// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LogTextTest {
    @Test
    void tellsTheTimeOfDayApartAndDropsColours() {
        LogText log = LogText.tail("2026-03-01T12:34:56.123456Z \u001b[31mfailed\u001b[0m here\n", 1000);

        assertThat(log.lines()).containsExactly(new LogText.Line("12:34:56", "failed here"));
    }

    @Test
    void showsWhatAProgressLineSaidLast() {
        LogText log = LogText.tail("10%\r50%\r100% of 5 files\n", 1000);

        assertThat(log.lines()).containsExactly(new LogText.Line("", "100% of 5 files"));
    }

    @Test
    void keepsTheEndOfALongLog() {
        LogText log = LogText.tail("line\n".repeat(10_000) + "the end\n", 10_000);

        assertThat(log.lines()).hasSizeBetween(200, 600);
        assertThat(log.lines().get(log.lines().size() - 1).text()).isEqualTo("the end");
    }
}
