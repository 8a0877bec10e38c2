// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.datalad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RunRecordTest {
    private static final String MESSAGE = """
            [DATALAD RUNCMD] two
            lines é

            === Do not change lines below ===
            {
             "chain": [],
             "cmd": "printf \\"a\\\\tb\\" > {outputs}",
             "dsid": "db42953f-743b-4720-8a3d-1247b5d3b5da",
             "exit": 0,
             "extra_inputs": [],
             "inputs": [
              "in.txt",
              "ü"
             ],
             "outputs": [
              "RES.txt"
             ],
             "pwd": "."
            }
            ^^^ Do not change lines above ^^^
            """;
    private static final RunRecord RUN = RunRecord.of(
            "db42953f-743b-4720-8a3d-1247b5d3b5da",
            "printf \"a\\tb\" > {outputs}",
            List.of("in.txt", "ü"),
            List.of("RES.txt"));

    @Test
    void writesTheMessageOfDatalad() {
        assertThat(RUN.message("two\nlines é", Map.of())).isEqualTo(MESSAGE);
    }

    @Test
    void readsItBack() {
        assertThat(RunRecord.parse(MESSAGE)).hasValue(RUN);
        assertThat(RunRecord.humanText(MESSAGE)).hasValue("two\nlines é");
    }

    @Test
    void putsTrailersBehindTheRecord() {
        String message = RUN.message("x", Map.of("Bidsforge-Source", "abc"));

        assertThat(message).endsWith("^^^ Do not change lines above ^^^\n\nBidsforge-Source: abc\n");
        assertThat(RunRecord.parse(message)).hasValue(RUN);
    }

    @Test
    void escapesControlCharactersAsPythonDoes() {
        assertThat(RunRecord.of("d", "a\u0001\u007f\b\f/😀", List.of(), List.of())
                        .message("x", Map.of()))
                .contains("\"a\\u0001\u007f\\b\\f/😀\"");
    }

    @Test
    void readsTheLeastRecordThatDataladTakes() {
        String message = "[DATALAD RUNCMD] x\n\n=== Do not change lines below ===\n{\"cmd\":\"a\",\"pwd\":\".\"}\n"
                + "^^^ Do not change lines above ^^^";

        assertThat(RunRecord.parse(message)).hasValue(RunRecord.of("", "a", List.of(), List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Merge branch",
                " [DATALAD RUNCMD] x",
                "[DATALAD RUNCMD] x\n\n=== Do not change lines below ===\n{\n^^^ Do not change lines above ^^^",
                "[DATALAD RUNCMD] x\n\n==== Do not change lines below ====\n{}\n^^^ Do not change lines above ^^^",
                "[DATALAD RUNCMD] x\n\n=== Do not change lines below ===\n\"5f3\"\n^^^ Do not change lines above ^^^",
            })
    void findsNoRecordWhereDataladFindsNone(String message) {
        assertThat(RunRecord.parse(message)).isEmpty();
    }

    @Test
    void refusesTextThatWouldBreakTheRecord() {
        assertThatThrownBy(() -> RUN.message("=== Do not change lines below ===", Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RUN.message("x", Map.of("A", "b\nc"))).isInstanceOf(IllegalArgumentException.class);
    }
}
