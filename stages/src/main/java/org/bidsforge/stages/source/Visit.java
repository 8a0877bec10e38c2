// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.source;

import java.util.List;
import org.bidsforge.core.pipeline.SessionName;

/** The series of one scan session, in the order in which they were acquired. */
public record Visit(SessionName session, List<Series> series) {
    public Visit {
        series = series.stream().sorted(Series.ORDER).toList();
    }
}
