// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.source;

import java.util.List;
import org.bidsforge.core.pipeline.SessionName;

/**
 * One scan session.
 *
 * @param series in the order in which they were acquired
 * @param withheld series of which nothing came but the row in a table
 * @param logs of the physiological unit
 */
public record Visit(SessionName session, List<Series> series, List<Withheld> withheld, List<UnitLog> logs) {
    public Visit {
        series = series.stream().sorted(Series.ORDER).toList();
        withheld = List.copyOf(withheld);
        logs = List.copyOf(logs);
    }
}
