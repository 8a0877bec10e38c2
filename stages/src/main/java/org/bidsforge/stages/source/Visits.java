// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bidsforge.core.bids.Reproin;
import org.bidsforge.core.bids.SessionChoice;
import org.bidsforge.core.pipeline.SessionName;

/** Sorts series into scan sessions: by the labels that the caller gives, else by what the objects say. */
public final class Visits {
    private final Optional<String> subject;
    private final Optional<String> session;
    private final Function<String, List<String>> earlierSessions;
    private final Grouping grouping;

    private Visits(
            Optional<String> subject,
            Optional<String> session,
            Function<String, List<String>> earlierSessions,
            Grouping grouping) {
        this.grouping = grouping;
        this.subject = subject;
        this.session = session;
        this.earlierSessions = earlierSessions;
    }

    /**
     * Sorts by these labels.
     *
     * @param given the labels that the caller gave, if any, as {@code subject} and {@code session}
     * @param earlierSessions the sessions that a subject has already
     */
    public static Visits of(Map<String, String> given, Function<String, List<String>> earlierSessions) {
        return new Visits(
                Optional.ofNullable(given.get("subject")),
                Optional.ofNullable(given.get("session")),
                earlierSessions,
                Grouping.STUDY);
    }

    /** The same with another notion of what is one visit. */
    public Visits by(Grouping wanted) {
        return new Visits(subject, session, earlierSessions, wanted);
    }

    /** The visits, or the reason why a person must say which they are. */
    public record Sorted(List<Visit> visits, List<String> undecided) {
        public Sorted {
            visits = List.copyOf(visits);
            undecided = List.copyOf(undecided);
        }
    }

    public Sorted sort(Collected collected) {
        Map<SessionName, List<Series>> bySession = new LinkedHashMap<>();
        List<String> undecided = new ArrayList<>();
        Map<String, List<Series>> studies = collected.series().stream()
                .collect(Collectors.groupingBy(
                        one -> one.patientId() + "\n" + grouping.key(one), TreeMap::new, Collectors.toList()));
        studies.values().forEach(study -> {
            SessionChoice choice =
                    SessionChoice.of(study.stream().map(Series::context).toList());
            Optional<String> label =
                    subject.or(() -> Reproin.subject(study.get(0).patientId()));
            if (label.isEmpty()) {
                undecided.add("The objects name no patient. Add --subject LABEL.");
            } else if (session.isEmpty() && choice instanceof SessionChoice.Conflict conflict) {
                undecided.add(conflict.reason() + ". Add --session LABEL.");
            } else {
                Optional<String> ses = session.or(() -> choice.label(earlierSessions.apply(label.get())));
                bySession
                        .computeIfAbsent(new SessionName(label.get(), ses), name -> new ArrayList<>())
                        .addAll(study);
            }
        });
        List<Visit> visits = new ArrayList<>();
        bySession.forEach((name, series) -> {
            Set<String> uids = series.stream().map(Series::studyUid).collect(Collectors.toSet());
            List<Withheld> withheld = collected.withheld().stream()
                    .filter(one -> uids.contains(one.studyUid()))
                    .toList();
            // Logs name neither person nor day.
            List<UnitLog> logs = bySession.size() == 1 ? collected.logs() : List.of();
            visits.add(new Visit(name, SplitRuns.join(series), withheld, logs));
        });
        return new Sorted(visits, undecided);
    }
}
