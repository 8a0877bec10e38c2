// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.deid;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DatesTest {
    @ParameterizedTest
    @CsvSource({
        "20240229, 1, 20240301",
        "20240229, -60, 20231231",
        "2024.02.29, 1, 20240301",
        "20240229235959.5, 1, 20240301235959.5",
        "20240229235959.500000+0100, 1, 20240301235959.500000",
        "2024, -366, 2022",
        "202402, -31, 202401"
    })
    void shiftsByDays(String value, int days, String expected) {
        assertThat(Dates.shift(value, days)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "20241399", "2024-02-29", "12", "20240229x"})
    void knowsWhatIsNoDate(String value) {
        assertThat(Dates.shift(value, 1)).isEmpty();
    }

    @Test
    void spellsADateAsPeopleDo() {
        assertThat(Dates.spellings("20260217"))
                .contains("20260217", "2026-02-17", "17.02.2026", "02/17/2026", "17 Feb 2026", "February 17, 2026");
        assertThat(Dates.spellings("nothing")).isEmpty();
    }
}
