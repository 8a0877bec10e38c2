// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.naming;

import java.util.List;
import org.bidsforge.core.pipeline.SeriesOutcome;
import org.bidsforge.stages.source.Series;

/** What becomes of a series that gives no file, and why. */
public record Fate(Series series, SeriesOutcome.Word word, String reason) {

    static Fate skipped(Series series, String reason) {
        return new Fate(series, SeriesOutcome.Word.SKIPPED, reason);
    }

    public static Fate failed(Series series, String reason) {
        return new Fate(series, SeriesOutcome.Word.FAILED, reason);
    }

    static Fate superseded(Series series, Series by) {
        return new Fate(
                series,
                SeriesOutcome.Word.SUPERSEDED,
                "Series " + by.number() + " has the same name and run and is kept; this one stays in sourcedata.");
    }

    public SeriesOutcome outcome() {
        return new SeriesOutcome(
                series.number(), series.description(), series.files().size(), word.label(), List.of(), reason);
    }
}
