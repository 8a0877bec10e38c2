// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import java.util.List;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.stages.naming.Trace;
import org.bidsforge.stages.source.Series;
import org.bidsforge.stages.source.SeriesRow;

/**
 * What a conversion of one session would do.
 *
 * @param session {@code sub-X_ses-Y}; empty where a person must say first which session it is
 * @param changes the files of the session against those that are there now
 * @param problem why there is no plan; empty when there is one
 */
public record Plan(String session, List<Row> rows, List<Change> changes, List<Finding> findings, String problem) {
    public Plan {
        rows = List.copyOf(rows);
        changes = List.copyOf(changes);
        findings = List.copyOf(findings);
    }

    /**
     * A series and what is made of it.
     *
     * @param source its header, for what the fields leave out
     * @param objects where its objects lie, in the order of paths; {@code archive:member} where they came out of one
     * @param files the images it gives; companions are not listed
     * @param reason why it gives none
     * @param trace the rule that decided
     */
    public record Row(
            SeriesRow series, Series source, List<String> objects, List<String> files, String reason, Trace trace) {
        public Row {
            objects = List.copyOf(objects);
            files = List.copyOf(files);
        }
    }

    /** A file that would be made ({@code +}), is there already ({@code =}), or would be removed ({@code -}). */
    public record Change(char sign, String path) {}
}
