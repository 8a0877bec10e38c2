// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.bids;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Numbers the runs of a session: tell it the series in the order of acquisition. Not thread-safe.
 *
 * <p>Runs are counted per name. Series that one run of the scanner gives together (reference and bold, magnitude and
 * phase) follow each other under one name and share the number.
 */
public final class RunNumbers {
    private final Map<String, Run> runs = new HashMap<>();
    private String previous = "";

    private static final class Run {
        private int number;
        private final Set<String> kinds = new HashSet<>();

        private void begin(int newNumber) {
            number = newNumber;
            kinds.clear();
        }

        /** A scanner sends the reference first and the phase last. */
        private boolean isContinuedBy(String suffix) {
            return number > 0 && !kinds.contains(suffix) && kinds.stream().allMatch(kind -> rank(kind) <= rank(suffix));
        }

        private static int rank(String suffix) {
            return switch (suffix) {
                case "sbref" -> 0;
                case "phase", "phasediff", "phase1", "phase2" -> 2;
                default -> 1;
            };
        }
    }

    /** The label of this series' run, two digits; nothing when its name does not count runs. */
    public Optional<String> next(Reading.Named series) {
        String name = series.datatype() + series.entities();
        String before = previous;
        previous = name;
        return series.run().map(marker -> {
            Run run = runs.computeIfAbsent(name, n -> new Run());
            switch (marker.kind()) {
                case EXPLICIT -> run.begin(Integer.parseInt(marker.value()));
                case SAME -> run.number = Math.max(1, run.number);
                case NEXT -> {
                    if (!name.equals(before) || !run.isContinuedBy(series.suffix())) {
                        run.begin(run.number + 1);
                    }
                }
            }
            run.kinds.add(series.suffix());
            return String.format(Locale.ROOT, "%02d", run.number);
        });
    }
}
