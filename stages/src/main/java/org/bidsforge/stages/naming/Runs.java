// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.naming;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bidsforge.core.bids.Reading;
import org.bidsforge.core.bids.RunNumbers;

/** Gives repeated series their runs in the order of time, and honours the runs that names ask for. */
final class Runs {
    private Runs() {}

    /** {@code candidates} in the order of acquisition. */
    static List<Numbered> number(List<Candidate> candidates) {
        Map<String, Long> repeats = candidates.stream()
                .filter(candidate -> candidate.run().isEmpty())
                .collect(Collectors.groupingBy(Candidate::key, Collectors.counting()));
        Map<String, Integer> counts = new HashMap<>();
        RunNumbers asked = new RunNumbers();
        List<Numbered> numbered = new ArrayList<>();
        for (Candidate candidate : candidates) {
            Optional<String> run = asked.next(reading(candidate));
            if (run.isEmpty() && repeats.getOrDefault(candidate.key(), 0L) > 1) {
                run = Optional.of(String.format(Locale.ROOT, "%02d", counts.merge(candidate.key(), 1, Integer::sum)));
            }
            numbered.add(new Numbered(candidate, run));
        }
        return numbered;
    }

    private static Reading.Named reading(Candidate candidate) {
        Candidate.Labelled first = candidate.images().get(0);
        boolean phase = "phase".equals(first.entities().get("part"));
        return new Reading.Named(
                candidate.datatype(),
                phase ? "phase" : first.suffix(),
                Optional.empty(),
                candidate.entities(),
                candidate.run(),
                List.of());
    }

    /** For each name and run the series that is kept, where several ask for it. */
    static Map<String, Numbered> winners(List<Numbered> numbered) {
        return numbered.stream()
                .collect(Collectors.toMap(
                        Numbered::key, Function.identity(), (kept, later) -> kept.yieldsTo(later) ? later : kept));
    }
}
