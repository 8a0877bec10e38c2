// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.Outcome;
import org.bidsforge.core.pipeline.Picture;
import org.bidsforge.core.pipeline.SeriesOutcome;
import org.bidsforge.core.pipeline.Severity;
import org.bidsforge.core.pipeline.StageReport;
import org.junit.jupiter.api.Test;

class ReportPageTest {
    private static final StageReport REPORT = new StageReport(
            "CONVERT",
            "",
            "sub-01_ses-1",
            "",
            "",
            Outcome.WARNINGS,
            Map.of("dcm2niix", "v1"),
            List.of(
                    new Finding("a-note", Severity.NOTE, Optional.empty(), "noted", ""),
                    new Finding("a-warning", Severity.WARNING, Optional.of("sub-01/x"), "1 < 2 & \"3\"", "look")),
            List.of(),
            List.of(
                    new SeriesOutcome(2, "<script>alert(1)</script>", 7, "converted", List.of("sub-01/anat/a"), ""),
                    new SeriesOutcome(3, "scout", 3, "skipped", List.of(), "A scout.")),
            List.of(new Picture("a.png", "a, 2 x 2", "image/png", "AAAA")),
            "2 series.");

    @Test
    void everySeriesFindingAndPictureIsOnThePage() {
        String page = ReportPage.html(List.of(REPORT));

        assertThat(page)
                .contains(
                        "sub-01_ses-1",
                        "2 series.",
                        "sub-01/anat/a",
                        "A scout.",
                        "dcm2niix",
                        "data:image/png;base64,AAAA")
                .contains("<td class=\"num\">7</td>");
        assertThat(page.indexOf("a-warning")).isLessThan(page.indexOf("a-note"));
    }

    @Test
    void nothingOfAScannerBecomesMarkup() {
        assertThat(ReportPage.html(List.of(REPORT)))
                .contains("&lt;script&gt;", "1 &lt; 2 &amp; &quot;3&quot;")
                .doesNotContain("<script");
    }

    @Test
    void thePageAsksTheNetworkForNothing() {
        assertThat(ReportPage.html(List.of(REPORT)))
                .contains("default-src 'none'")
                .doesNotContain("https://", "@import", "url(", "<link", "src=\"http");
    }
}
