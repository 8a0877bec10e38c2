// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.Severity;
import org.bidsforge.stages.source.Collected;
import org.bidsforge.stages.source.Visits;

/** What a person should know about the inputs themselves. */
final class InputFindings {
    private static final int MOST = 50;

    private InputFindings() {}

    static List<Finding> of(Collected collected) {
        List<Finding> findings = new ArrayList<>();
        collected.damaged().stream()
                .limit(MOST)
                .forEach(damaged -> findings.add(new Finding(
                        "object-damaged",
                        Severity.ERROR,
                        Optional.of(damaged.name()),
                        damaged.problem(),
                        "Send the object again from the scanner or the archive.")));
        int more = collected.damaged().size() - MOST;
        if (more > 0) {
            findings.add(new Finding(
                    "objects-damaged",
                    Severity.ERROR,
                    Optional.empty(),
                    more + " more objects are damaged.",
                    "Send the whole session again from the scanner or the archive."));
        }
        if (!collected.doubles().isEmpty()) {
            findings.add(new Finding(
                    "object-twice",
                    Severity.WARNING,
                    Optional.empty(),
                    collected.doubles().size() + " objects came twice under one UID with different content.",
                    "Find out which copy is right; one of each was used."));
        }
        return findings;
    }

    /** Logs that may be of any of several sessions. */
    static Optional<Finding> unclearLogs(Collected collected, Visits.Sorted sorted) {
        if (collected.logs().isEmpty() || sorted.visits().size() < 2) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                "physio-log-left-out",
                Severity.WARNING,
                Optional.empty(),
                collected.logs().size() + " physiological logs name neither person nor day, and there are "
                        + sorted.visits().size() + " sessions.",
                "Convert each session by itself, with its logs."));
    }
}
