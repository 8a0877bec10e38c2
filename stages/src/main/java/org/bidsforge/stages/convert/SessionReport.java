// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.Outcome;
import org.bidsforge.core.pipeline.Picture;
import org.bidsforge.core.pipeline.SeriesOutcome;
import org.bidsforge.core.pipeline.Severity;
import org.bidsforge.core.pipeline.Stage;
import org.bidsforge.core.pipeline.StageReport;
import org.bidsforge.stages.image.Mosaic;
import org.bidsforge.stages.naming.Fate;
import org.bidsforge.stages.naming.NamedImage;
import org.bidsforge.stages.naming.Names;
import org.bidsforge.stages.source.Visit;

/** Accounts for every series of a session. */
final class SessionReport {
    private static final int MOST_PICTURES = 60;

    private final Visit visit;
    private final Names names;
    private final List<Finding> findings;
    private final Map<String, List<String>> recordings;

    /** {@code recordings} are the files of series that hold no image, by their UID. */
    SessionReport(Visit visit, Names names, List<Finding> findings, Map<String, List<String>> recordings) {
        this.recordings = recordings;
        this.visit = visit;
        this.names = names;
        this.findings = findings;
    }

    StageReport write(Map<String, String> versions, boolean pictures) throws IOException {
        List<SeriesOutcome> series = series();
        return new StageReport(
                Stage.CONVERT.name(),
                "",
                visit.session().toString(),
                "",
                "",
                outcome(series),
                versions,
                findings,
                List.of(),
                series,
                pictures ? pictures() : List.of(),
                summary(series));
    }

    private List<SeriesOutcome> series() {
        Map<String, List<String>> files = new LinkedHashMap<>();
        names.images()
                .forEach(image -> files.computeIfAbsent(image.series().uid(), uid -> new ArrayList<>())
                        .add(image.path()));
        files.putAll(recordings);
        Map<String, Fate> fates = new LinkedHashMap<>();
        names.others().forEach(fate -> fates.put(fate.series().uid(), fate));
        List<SeriesOutcome> outcomes = new ArrayList<>();
        visit.series().forEach(one -> {
            List<String> paths = files.getOrDefault(one.uid(), List.of());
            if (!paths.isEmpty()) {
                outcomes.add(new SeriesOutcome(
                        one.number(),
                        one.description(),
                        one.files().size(),
                        SeriesOutcome.Word.CONVERTED.label(),
                        paths.stream().sorted().toList(),
                        ""));
                return;
            }
            Fate fate = fates.getOrDefault(one.uid(), Fate.failed(one, "No image of it was named."));
            outcomes.add(fate.outcome());
        });
        visit.withheld().forEach(one -> outcomes.add(one.outcome()));
        return outcomes;
    }

    private Outcome outcome(List<SeriesOutcome> series) {
        boolean some = count(series, SeriesOutcome.Word.CONVERTED) > 0;
        boolean failed = count(series, SeriesOutcome.Word.FAILED) > 0
                || findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
        if (!some) {
            return Outcome.FAILED_BY_DATA;
        }
        if (failed) {
            return Outcome.PARTIAL;
        }
        boolean warned = findings.stream().anyMatch(finding -> finding.severity() == Severity.WARNING);
        return warned ? Outcome.WARNINGS : Outcome.OK;
    }

    private static long count(List<SeriesOutcome> series, SeriesOutcome.Word word) {
        return series.stream().filter(one -> one.outcome().equals(word.label())).count();
    }

    private static String summary(List<SeriesOutcome> series) {
        StringBuilder summary = new StringBuilder();
        summary.append(series.size()).append(" series:");
        for (SeriesOutcome.Word word : SeriesOutcome.Word.values()) {
            long count = count(series, word);
            if (count > 0) {
                summary.append(' ')
                        .append(count)
                        .append(' ')
                        .append(word.label())
                        .append(',');
            }
        }
        summary.setCharAt(summary.length() - 1, '.');
        return summary.toString();
    }

    private List<Picture> pictures() throws IOException {
        List<Picture> pictures = new ArrayList<>();
        for (NamedImage image : names.images()) {
            if (pictures.size() == MOST_PICTURES) {
                break;
            }
            List<Integer> size = image.image().header().size();
            String fileName = image.path().substring(image.path().lastIndexOf('/') + 1);
            String caption = fileName + ", " + size.get(0) + " x " + size.get(1) + " x " + size.get(2)
                    + (size.get(3) > 1 ? ", " + size.get(3) + " volumes" : "");
            pictures.add(Picture.of(
                    fileName.replace(".nii.gz", ".png"),
                    caption,
                    "image/png",
                    Mosaic.png(image.image().nifti())));
        }
        return pictures;
    }
}
