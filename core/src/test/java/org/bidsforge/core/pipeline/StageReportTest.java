// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StageReportTest {
    private static final StageReport REPORT = new StageReport(
            "convert",
            "lab/study",
            "sub-01",
            "a".repeat(40),
            "",
            Outcome.NEEDS_PERSON,
            Map.of("git-annex", "10.1", "dcm2niix", "1.0"),
            List.of(
                    new Finding("E-1", Severity.ERROR, Optional.of("sub-01/a.nii.gz"), "é \"x\"", "look"),
                    new Finding("W-1", Severity.WARNING, Optional.empty(), "", "")),
            List.of(new Measure("time", 1.5, "s")),
            List.of(new SeriesOutcome(2, "anat-T1w", 192, "converted", List.of("sub-01/anat/sub-01_T1w.nii.gz"), "")),
            List.of(Picture.of("a.png", "T1w", "image/png", "png".getBytes(StandardCharsets.US_ASCII))),
            "one line\n");

    @Test
    void writesTheSameBytesEveryTime() {
        assertThat(REPORT.withoutPictures().toJson()).isEqualTo("""
                        {
                          "stage": "convert",
                          "study": "lab/study",
                          "session": "sub-01",
                          "sourceCommit": "%s",
                          "resultCommit": "",
                          "outcome": "needs-person",
                          "versions": {
                            "dcm2niix": "1.0",
                            "git-annex": "10.1"
                          },
                          "findings": [
                            {
                              "code": "E-1",
                              "severity": "error",
                              "path": "sub-01/a.nii.gz",
                              "evidence": "é \\"x\\"",
                              "remedy": "look"
                            },
                            {
                              "code": "W-1",
                              "severity": "warning",
                              "evidence": "",
                              "remedy": ""
                            }
                          ],
                          "measures": [
                            {
                              "name": "time",
                              "value": 1.5,
                              "unit": "s"
                            }
                          ],
                          "series": [
                            {
                              "number": 2,
                              "description": "anat-T1w",
                              "objects": 192,
                              "outcome": "converted",
                              "files": [
                                "sub-01/anat/sub-01_T1w.nii.gz"
                              ],
                              "reason": ""
                            }
                          ],
                          "pictures": [],
                          "log": "one line\\n"
                        }
                        """.formatted("a".repeat(40)));
    }

    @Test
    void readsItselfBack() {
        assertThat(StageReport.fromJson(REPORT.toJson())).isEqualTo(REPORT);
        assertThat(REPORT.pictures().get(0).bytes())
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("png");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "{\"stage\": 1}", "null", "\"x\""})
    void refusesWhatIsNoReport(String json) {
        assertThatThrownBy(() -> StageReport.fromJson(json)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesUnknownWords() {
        String json = REPORT.toJson();

        assertThatThrownBy(() -> StageReport.fromJson(json.replace("needs-person", "great")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StageReport.fromJson(json.replace("\"converted\"", "\"eaten\"")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
