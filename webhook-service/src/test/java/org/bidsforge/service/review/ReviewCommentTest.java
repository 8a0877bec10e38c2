// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.Outcome;
import org.bidsforge.core.pipeline.SeriesOutcome;
import org.bidsforge.core.pipeline.Severity;
import org.bidsforge.core.pipeline.StageReport;
import org.bidsforge.service.work.FiledPicture;
import org.junit.jupiter.api.Test;

final class ReviewCommentTest {
    private static final URI PAGE = URI.create("http://service/session/lab/one/sub-01");
    private static final String HEAD = "1111111111111111111111111111111111111111";

    @Test
    void isReadyWhenEveryCheckIsIn() {
        String text = comment(List.of(convert(Outcome.OK, List.of()), validate(Outcome.OK, List.of())));

        assertThat(text).isEqualTo("""
                **Ready for review.**

                | Check | State | Result |
                | --- | --- | --- |
                | Convert to BIDS | done | 1 of 2 series converted, 0 errors, 0 warnings |
                | Validate | done | 0 errors, 0 warnings |

                <details><summary>Series (2)</summary>

                | # | Series | Objects | Became | Files or reason |
                | --: | --- | --: | --- | --- |
                | 2 | anat-T1w | 32 | converted | `sub-01/anat/sub-01_T1w.nii.gz` |
                | 9 | dose &#124; report | 1 | skipped | no image |

                </details>

                <img src="http://forge/a.png" alt="T1w &quot;three planes&quot;" width="760">

                T1w "three planes"

                Commit `1111111111111111111111111111111111111111` · [session page](http://service/session/lab/one/sub-01)
                """);
    }

    @Test
    void saysHowManyChecksAreInWhileOthersRun() {
        assertThat(comment(List.of(convert(Outcome.OK, List.of())))).startsWith("**1 of 2 checks in.**");
    }

    @Test
    void showsWhatNeedsAPersonUnfolded() {
        Finding finding = new Finding(
                "EMPTY_FILE", Severity.ERROR, Optional.of("sub-01/x.json"), "<b>no</b> content", "send it again");

        String text =
                comment(List.of(convert(Outcome.OK, List.of()), validate(Outcome.NEEDS_PERSON, List.of(finding))));

        assertThat(text)
                .startsWith("**Needs a person: see below.**")
                .contains(
                        "<details open><summary>What needs a person (1)</summary>\n\n- `EMPTY_FILE` in `sub-01/x.json`:"
                                + " &lt;b&gt;no&lt;/b&gt; content **To do:** send it again\n");
    }

    @Test
    void takesNoNoticeOfReportsAboutAnOtherHead() {
        StageReport old = new StageReport(
                "validate",
                "lab/one",
                "sub-01",
                "c",
                "2222222222222222222222222222222222222222",
                Outcome.FAILED_BY_DATA,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "");

        assertThat(comment(List.of(convert(Outcome.OK, List.of()), old))).startsWith("**1 of 2 checks in.**");
    }

    @Test
    void staysWithinWhatAForgeTakes() {
        List<Finding> many = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            many.add(new Finding("CODE", Severity.ERROR, Optional.empty(), "x".repeat(2_000), "y"));
        }

        String text = comment(List.of(convert(Outcome.OK, List.of()), validate(Outcome.NEEDS_PERSON, many)));

        assertThat(text).hasSizeLessThan(60_000).contains("session page");
    }

    private static String comment(List<StageReport> all) {
        StageReports reports =
                new StageReports(HEAD, all, List.of(new FiledPicture(1, "T1w \"three planes\"", "d".repeat(64))));
        Map<String, URI> pictures = Map.of("d".repeat(64), URI.create("http://forge/a.png"));
        return new ReviewComment(reports, Check.of(reports, true), PAGE, pictures).text();
    }

    private static StageReport convert(Outcome outcome, List<Finding> findings) {
        List<SeriesOutcome> series = List.of(
                new SeriesOutcome(2, "anat-T1w", 32, "converted", List.of("sub-01/anat/sub-01_T1w.nii.gz"), ""),
                new SeriesOutcome(9, "dose | report", 1, "skipped", List.of(), "no image"));
        return new StageReport(
                "convert", "lab/one", "sub-01", "c", HEAD, outcome, Map.of(), findings, List.of(), series, List.of(),
                "");
    }

    private static StageReport validate(Outcome outcome, List<Finding> findings) {
        return new StageReport(
                "validate",
                "lab/one",
                "sub-01",
                "c",
                HEAD,
                outcome,
                Map.of(),
                findings,
                List.of(),
                List.of(),
                List.of(),
                "");
    }
}
