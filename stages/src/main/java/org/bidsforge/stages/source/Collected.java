// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.source;

import java.util.List;

/**
 * What was found in the inputs.
 *
 * @param withheld series that a table of the intake names as kept back
 * @param damaged files that claim to be DICOM and cannot be read, by the name under which they were found
 * @param doubles objects that came more than once under one UID but with other bytes; the first was kept
 * @param logs what Siemens' physiological unit wrote, in the order of the names under which they were found
 * @param others how many files are no DICOM at all
 */
public record Collected(
        List<Series> series,
        List<Withheld> withheld,
        List<Damaged> damaged,
        List<String> doubles,
        List<UnitLog> logs,
        int others) {
    public Collected {
        series = List.copyOf(series);
        withheld = List.copyOf(withheld);
        damaged = List.copyOf(damaged);
        doubles = List.copyOf(doubles);
        logs = List.copyOf(logs);
    }

    /** A file that should be an object and why it is none. */
    public record Damaged(String name, String problem) {}
}
