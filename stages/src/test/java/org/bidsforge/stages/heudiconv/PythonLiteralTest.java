// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.heudiconv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The right column is what Python 3.11 prints. */
class PythonLiteralTest {
    @ParameterizedTest
    @CsvSource({
        "2, 2.0",
        "0, 0.0",
        "-0.001, -0.001",
        "-1, -1.0",
        "2.43537, 2.43537",
        "2.00000061035156, 2.00000061035156",
        "0.1, 0.1",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "0.000012345, 1.2345e-05",
        "123456789012345.6, 123456789012345.6",
        "1e15, 1000000000000000.0",
        "1e16, 1e+16",
        "2e-3, 0.002",
        "2.2250738585072014e-308, 2.2250738585072014e-308",
        "2e23, 2e+23",
        "NaN, nan",
        "-Infinity, -inf"
    })
    void numbersHaveTheFewestDigits(double value, String python) {
        assertThat(PythonLiteral.number(value)).isEqualTo(python);
    }

    @Test
    void textIsQuotedAndEscaped() {
        assertThat(PythonLiteral.text("plain ü")).isEqualTo("'plain ü'");
        assertThat(PythonLiteral.text("it's")).isEqualTo("\"it's\"");
        assertThat(PythonLiteral.text("'\"")).isEqualTo("'\\'\"'");
        assertThat(PythonLiteral.text("a\\b\tc\nd\u0007\u00a0\u200b")).isEqualTo("'a\\\\b\\tc\\nd\\x07\\xa0\\u200b'");
    }

    @Test
    void oneValueStaysATuple() {
        assertThat(PythonLiteral.tuple(List.of())).isEqualTo("()");
        assertThat(PythonLiteral.tuple(List.of("M"))).isEqualTo("('M',)");
        assertThat(PythonLiteral.tuple(List.of("M", "ND"))).isEqualTo("('M', 'ND')");
        assertThat(PythonLiteral.list(List.of("M"))).isEqualTo("['M']");
    }
}
