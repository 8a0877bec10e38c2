// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.pipeline;

import java.util.List;
import java.util.Locale;

/** What became of one series of the session: the files it gave, or the reason why it gave none. */
public record SeriesOutcome(
        int number, String description, int objects, String outcome, List<String> files, String reason) {
    /** The words that {@link #outcome()} may be. */
    public enum Word {
        CONVERTED,
        SKIPPED,
        FAILED,
        SUPERSEDED;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public SeriesOutcome {
        Word.valueOf(outcome.toUpperCase(Locale.ROOT));
        files = List.copyOf(files);
    }
}
