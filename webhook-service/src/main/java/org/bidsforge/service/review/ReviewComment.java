// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.review;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bidsforge.core.pages.State;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.SeriesOutcome;
import org.bidsforge.core.pipeline.Severity;
import org.bidsforge.core.pipeline.StageReport;
import org.bidsforge.service.work.FiledPicture;

/**
 * The one comment of a merge request. Equal reports give equal text, so an unchanged comment is not
 * sent again; it names no time for the same reason.
 */
final class ReviewComment {
    /** The word by which the comment is found again. */
    static final String MARKER = "bidsforge:report";

    private static final int MOST_FINDINGS = 50;
    private static final int MOST_SERIES = 150;
    private static final int LONGEST = 60_000;

    private final StageReports reports;
    private final List<Check> checks;
    private final URI page;
    private final Map<String, URI> pictures;

    /** The pictures by digest, each with the address of its attachment. */
    ReviewComment(StageReports reports, List<Check> checks, URI page, Map<String, URI> pictures) {
        this.reports = reports;
        this.checks = checks;
        this.page = page;
        this.pictures = pictures;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append("**").append(verdict()).append("**\n\n");
        table(text);
        findings(text, "What needs a person", Severity.ERROR, true);
        findings(text, "Warnings", Severity.WARNING, false);
        series(text);
        pictures(text);
        text.append("\nCommit ")
                .append(Markdown.code(reports.head()))
                .append(" · [session page](")
                .append(page)
                .append(")\n");
        return text.length() <= LONGEST ? text.toString() : shortened();
    }

    /** One sentence that says whether a person can go on. */
    private String verdict() {
        long in = checks.stream()
                .filter(check -> check.state() != State.RUN && check.state() != State.WAIT)
                .count();
        if (has(State.FAIL)) {
            return "Failed: see what needs a person below.";
        }
        if (has(State.PERSON)) {
            return "Needs a person: see below.";
        }
        if (in < checks.size()) {
            return in + " of " + checks.size() + " checks in.";
        }
        return has(State.WARN) ? "Ready for review, with warnings." : "Ready for review.";
    }

    private boolean has(State state) {
        return checks.stream().anyMatch(check -> check.state() == state);
    }

    private void table(StringBuilder text) {
        text.append("| Check | State | Result |\n| --- | --- | --- |\n");
        for (Check check : checks) {
            text.append("| ")
                    .append(check.stage().title())
                    .append(" | ")
                    .append(check.state().word())
                    .append(" | ")
                    .append(Markdown.line(check.result()))
                    .append(" |\n");
        }
    }

    private void findings(StringBuilder text, String title, Severity severity, boolean open) {
        List<Finding> all = new ArrayList<>();
        for (Check check : checks) {
            reports.of(check.stage()).map(StageReport::findings).orElse(List.of()).stream()
                    .filter(finding -> finding.severity() == severity)
                    .forEach(all::add);
        }
        if (all.isEmpty()) {
            return;
        }
        open(text, title + " (" + all.size() + ")", open);
        for (Finding finding : all.subList(0, Math.min(MOST_FINDINGS, all.size()))) {
            text.append("- ").append(Markdown.code(finding.code()));
            finding.path().ifPresent(path -> text.append(" in ").append(Markdown.code(path)));
            text.append(": ").append(Markdown.line(finding.evidence()));
            if (!finding.remedy().isEmpty()) {
                text.append(" **To do:** ").append(Markdown.line(finding.remedy()));
            }
            text.append('\n');
        }
        more(text, all.size() - MOST_FINDINGS);
        text.append("\n</details>\n");
    }

    private void series(StringBuilder text) {
        List<SeriesOutcome> all = reports.conversion().map(StageReport::series).orElse(List.of());
        if (all.isEmpty()) {
            return;
        }
        open(text, "Series (" + all.size() + ")", false);
        text.append("| # | Series | Objects | Became | Files or reason |\n| --: | --- | --: | --- | --- |\n");
        for (SeriesOutcome one : all.subList(0, Math.min(MOST_SERIES, all.size()))) {
            text.append("| ").append(one.number());
            text.append(" | ").append(Markdown.line(one.description()));
            text.append(" | ").append(one.objects());
            text.append(" | ").append(one.outcome());
            text.append(" | ").append(filesOrReason(one)).append(" |\n");
        }
        more(text, all.size() - MOST_SERIES);
        text.append("\n</details>\n");
    }

    private static String filesOrReason(SeriesOutcome series) {
        String files =
                String.join("<br>", series.files().stream().map(Markdown::code).toList());
        return files.isEmpty() ? Markdown.line(series.reason()) : files;
    }

    private void pictures(StringBuilder text) {
        for (FiledPicture picture : reports.pictures()) {
            URI address = pictures.get(picture.digest());
            if (address != null) {
                String caption = Markdown.attribute(picture.caption());
                text.append("\n<img src=\"").append(Markdown.attribute(address.toString()));
                text.append("\" alt=\"").append(caption).append("\" width=\"760\">\n\n");
                text.append(Markdown.line(picture.caption())).append('\n');
            }
        }
    }

    /** A blank line after the summary, or what follows stays raw. */
    private static void open(StringBuilder text, String summary, boolean open) {
        text.append("\n<details")
                .append(open ? " open" : "")
                .append("><summary>")
                .append(summary)
                .append("</summary>\n\n");
    }

    private void more(StringBuilder text, int left) {
        if (left > 0) {
            text.append("\n… and ")
                    .append(left)
                    .append(" more on the [session page](")
                    .append(page)
                    .append(").\n");
        }
    }

    private String shortened() {
        StringBuilder text = new StringBuilder();
        text.append("**").append(verdict()).append("**\n\n");
        table(text);
        text.append("\nThe details are too long for a comment: see the [session page](")
                .append(page)
                .append(").\n");
        return text.toString();
    }
}
