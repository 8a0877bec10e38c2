// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.route;

import java.util.List;
import java.util.Set;
import org.bidsforge.core.bids.SeriesContext;

/** What the headers of a session say about where it belongs; original values, never to be shown or kept. */
public record Facts(
        Set<String> studyDescriptions, Set<String> patientIds, Set<String> dates, List<SeriesContext> series) {
    public Facts {
        studyDescriptions = Set.copyOf(studyDescriptions);
        patientIds = Set.copyOf(patientIds);
        dates = Set.copyOf(dates);
        series = List.copyOf(series);
    }

    @Override
    public String toString() {
        return "Facts[not shown]";
    }
}
