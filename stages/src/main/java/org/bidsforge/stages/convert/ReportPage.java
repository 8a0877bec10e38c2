// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bidsforge.core.pages.Icons;
import org.bidsforge.core.pages.State;
import org.bidsforge.core.pages.Stylesheet;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.Outcome;
import org.bidsforge.core.pipeline.Picture;
import org.bidsforge.core.pipeline.SeriesOutcome;
import org.bidsforge.core.pipeline.Severity;
import org.bidsforge.core.pipeline.StageReport;

/** The reports of a conversion as one page that needs no other file, no network and no script. */
final class ReportPage {
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
            <title>Conversion report</title>
            <style>
            """;

    private final StringBuilder page = new StringBuilder(HEAD);

    private ReportPage() {}

    static String html(List<StageReport> reports) {
        ReportPage report = new ReportPage();
        report.page
                .append(Stylesheet.css())
                .append("</style>\n</head>\n<body>\n")
                .append(Icons.sheet());
        report.page.append("<header class=\"page-head\"><span class=\"brand\">BIDSforge</span></header>\n<main>\n");
        report.page.append("<h1>Conversion report</h1>\n");
        reports.forEach(report::session);
        report.page.append("</main>\n</body>\n</html>\n");
        return report.page.toString();
    }

    private void session(StageReport report) {
        String name = report.session().isEmpty() ? "No session" : report.session();
        page.append("<section>\n<h2>").append(text(name)).append("</h2>\n");
        State state = state(report.outcome());
        page.append("<p class=\"verdict ").append(state.cssClass()).append("\">");
        page.append(Icons.decorative(state)).append(" <strong>").append(text(sentence(report.outcome())));
        page.append("</strong></p>\n<p>").append(text(report.log())).append("</p>\n");
        findings(report);
        series(report.series());
        pictures(report.pictures());
        if (!report.versions().isEmpty()) {
            page.append("<h3>Made with</h3>\n<dl class=\"facts\">\n");
            report.versions()
                    .forEach((tool, version) -> page.append("<dt>")
                            .append(text(tool))
                            .append("</dt><dd>")
                            .append(text(version))
                            .append("</dd>\n"));
            page.append("</dl>\n");
        }
        page.append("</section>\n");
    }

    private static State state(Outcome outcome) {
        return switch (outcome) {
            case OK -> State.DONE;
            case WARNINGS -> State.WARN;
            case NEEDS_PERSON -> State.PERSON;
            case PARTIAL, FAILED_BY_DATA, FAILED_BY_SYSTEM -> State.FAIL;
        };
    }

    private static String sentence(Outcome outcome) {
        return switch (outcome) {
            case OK -> "Every series is accounted for.";
            case WARNINGS -> "Every series is accounted for; read the warnings.";
            case NEEDS_PERSON -> "A person must decide.";
            case PARTIAL -> "Some series or objects failed; the rest is in the dataset.";
            case FAILED_BY_DATA -> "Nothing could be converted.";
            case FAILED_BY_SYSTEM -> "The machine failed; convert again when it is mended.";
        };
    }

    private static State state(Severity severity) {
        return switch (severity) {
            case ERROR -> State.FAIL;
            case WARNING -> State.WARN;
            case NOTE -> State.NA;
        };
    }

    /** Errors first, notes last. */
    private void findings(StageReport report) {
        List<Finding> findings = new ArrayList<>();
        for (Severity severity : List.of(Severity.ERROR, Severity.WARNING, Severity.NOTE)) {
            report.findings().stream()
                    .filter(finding -> finding.severity() == severity)
                    .forEach(findings::add);
        }
        if (findings.isEmpty()) {
            return;
        }
        page.append("<h3>Findings</h3>\n<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr>");
        page.append("<th scope=\"col\">What</th><th scope=\"col\">Evidence</th><th scope=\"col\">What to do</th>");
        page.append("</tr></thead>\n<tbody>\n");
        for (Finding finding : findings) {
            State state = state(finding.severity());
            page.append("<tr><th scope=\"row\"><span class=\"state ")
                    .append(state.cssClass())
                    .append("\">");
            page.append(Icons.svg(state, finding.severity().name().toLowerCase(Locale.ROOT)));
            page.append(text(finding.code())).append("</span></th><td>");
            finding.path()
                    .ifPresent(path -> page.append("<code>").append(text(path)).append("</code><br>"));
            page.append(text(finding.evidence())).append("</td><td>");
            page.append(text(finding.remedy())).append("</td></tr>\n");
        }
        page.append("</tbody></table></div>\n");
    }

    private void series(List<SeriesOutcome> all) {
        if (all.isEmpty()) {
            return;
        }
        page.append("<h3>Series</h3>\n<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr>");
        page.append("<th scope=\"col\" class=\"num\">No.</th><th scope=\"col\">Description</th>");
        page.append(
                "<th scope=\"col\" class=\"num\">Objects</th><th scope=\"col\">Became</th></tr></thead>\n<tbody>\n");
        for (SeriesOutcome one : all) {
            State state = state(one);
            page.append("<tr><td class=\"num\">").append(one.number()).append("</td><th scope=\"row\">");
            page.append(text(one.description()))
                    .append("</th><td class=\"num\">")
                    .append(one.objects());
            page.append("</td><td><span class=\"state ")
                    .append(state.cssClass())
                    .append("\">");
            page.append(Icons.decorative(state)).append(text(one.outcome())).append("</span>");
            String files = one.files().stream()
                    .map(file -> "<br><code>" + text(file) + "</code>")
                    .collect(Collectors.joining());
            page.append(files).append(one.reason().isEmpty() ? "" : "<br>" + text(one.reason()));
            page.append("</td></tr>\n");
        }
        page.append("</tbody></table></div>\n");
    }

    private static State state(SeriesOutcome one) {
        return switch (SeriesOutcome.Word.valueOf(one.outcome().toUpperCase(Locale.ROOT))) {
            case CONVERTED -> State.DONE;
            case SKIPPED -> State.NA;
            case FAILED -> State.FAIL;
            case SUPERSEDED -> State.SUPERSEDED;
        };
    }

    private void pictures(List<Picture> pictures) {
        if (pictures.isEmpty()) {
            return;
        }
        page.append("<h3>Pictures</h3>\n<ul class=\"cards\">\n");
        for (Picture picture : pictures) {
            page.append("<li class=\"card\"><img alt=\"Slices of ").append(text(picture.name()));
            page.append("\" src=\"data:").append(text(picture.mediaType())).append(";base64,");
            page.append(text(picture.base64())).append("\"><p class=\"small\">");
            page.append(text(picture.caption())).append("</p></li>\n");
        }
        page.append("</ul>\n");
    }

    /** Descriptions come from scanners and may hold anything. */
    private static String text(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
