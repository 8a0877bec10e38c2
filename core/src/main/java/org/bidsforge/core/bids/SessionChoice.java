// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.bids;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which session the series of one visit belong to, by the markers in their names. */
public sealed interface SessionChoice {
    /** No series names a session. */
    record None() implements SessionChoice {
        @Override
        public Optional<String> label(Collection<String> existing) {
            return Optional.empty();
        }
    }

    /** All markers agree on this one. */
    record Chosen(Marker marker) implements SessionChoice {
        @Override
        public Optional<String> label(Collection<String> existing) {
            return Optional.of(
                    switch (marker.kind()) {
                        case EXPLICIT -> marker.value();
                        case NEXT -> numbered(existing.size() + 1);
                        case SAME ->
                            existing.stream().sorted().reduce((a, b) -> b).orElseGet(() -> numbered(1));
                    });
        }

        private static String numbered(int number) {
            return String.format(Locale.ROOT, "%03d", number);
        }
    }

    /** The markers contradict each other; a person must say which session it is. */
    record Conflict(String reason) implements SessionChoice {
        @Override
        public Optional<String> label(Collection<String> existing) {
            return Optional.empty();
        }
    }

    /**
     * The session's label, if there is one.
     *
     * @param existing the labels of the subject's earlier sessions; this visit's own must not be among them
     */
    Optional<String> label(Collection<String> existing);

    /** Collects the markers of a visit: one explicit value, or signs only. */
    static SessionChoice of(List<SeriesContext> series) {
        Set<Marker> markers = series.stream()
                .flatMap(one -> Reproin.sessionMarker(one).stream())
                .collect(Collectors.toSet());
        Set<String> values = markers.stream()
                .filter(marker -> marker.kind() == Marker.Kind.EXPLICIT)
                .map(Marker::value)
                .collect(Collectors.toCollection(TreeSet::new));
        if (markers.isEmpty()) {
            return new None();
        }
        if (values.size() > 1) {
            return new Conflict("The series of a visit must name one session: " + String.join(", ", values));
        }
        if (values.size() == 1 && markers.size() > 1) {
            return new Conflict("Session names must not be mixed with + or =: " + String.join(", ", values));
        }
        // A + at the beginning and = on the rest of the visit mean one new session.
        Marker next = new Marker(Marker.Kind.NEXT, "");
        return new Chosen(markers.contains(next) ? next : markers.iterator().next());
    }
}
