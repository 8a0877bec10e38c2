// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.pipeline;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a stage says when it ends; the same form for all stages.
 *
 * @param sourceCommit the commit of sourcedata that was worked on
 * @param resultCommit the commit that the stage made or looked at; empty when there is none
 * @param versions tool name to version
 * @param log a summary in a few lines for a person, not the whole log
 */
public record StageReport(
        String stage,
        String study,
        String session,
        String sourceCommit,
        String resultCommit,
        Outcome outcome,
        Map<String, String> versions,
        List<Finding> findings,
        List<Measure> measures,
        List<SeriesOutcome> series,
        List<Picture> pictures,
        String log) {
    public StageReport {
        versions = Collections.unmodifiableMap(new TreeMap<>(versions));
        findings = List.copyOf(findings);
        measures = List.copyOf(measures);
        series = List.copyOf(series);
        pictures = List.copyOf(pictures);
    }

    /** Reads what {@link #toJson()} wrote; refuses anything else with an {@link IllegalArgumentException}. */
    public static StageReport fromJson(String json) {
        return ReportJson.read(json);
    }

    /** The report as JSON: keys in the order of the components, LF, the same bytes for the same report. */
    public String toJson() {
        return ReportJson.write(this);
    }

    /** The same report without the pictures, for places that keep text only. */
    public StageReport withoutPictures() {
        return new StageReport(
                stage,
                study,
                session,
                sourceCommit,
                resultCommit,
                outcome,
                versions,
                findings,
                measures,
                series,
                List.of(),
                log);
    }
}
