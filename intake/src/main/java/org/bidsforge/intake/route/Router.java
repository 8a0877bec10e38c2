// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.route;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.core.bids.Reproin;
import org.bidsforge.core.bids.SeriesContext;
import org.bidsforge.core.bids.SessionChoice;
import org.bidsforge.core.config.Secret;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.dicom.deid.Pseudonyms;
import org.bidsforge.intake.route.StudySettings.Subjects;
import org.bidsforge.intake.spool.Destination;
import org.jspecify.annotations.Nullable;

/**
 * Routes by what the console was told: StudyDescription names the study, PatientID the subject, and a marker in the
 * protocol names (ReproIn) the session. Without a marker a session is called by its day, shifted as all dates are.
 */
public final class Router {
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    private static final String DATE = "date";

    private final Studies studies;
    private final Secret key;
    private final @Nullable StudyName fallback;

    public Router(Studies studies, Secret key) {
        this(studies, key, null);
    }

    /** @param fallback the study of sessions whose StudyDescription names none */
    public Router(Studies studies, Secret key, @Nullable StudyName fallback) {
        this.studies = studies;
        this.key = key;
        this.fallback = fallback;
    }

    /** The pseudonyms of one study. */
    public Pseudonyms pseudonyms(StudyName study) {
        return new Pseudonyms(ByteBuffer.wrap(key.bytes()), study.toString());
    }

    public boolean knows(StudyName study) throws IOException {
        return studies.find(study).isPresent();
    }

    /** Routes a session; one that was routed before keeps its place where markers only count. */
    public Routing route(Facts facts, List<Destination> before) throws IOException {
        if (facts.studyDescriptions().size() > 1) {
            return Routing.Unclear.because("the objects must have one StudyDescription, as in PI^Study: found "
                    + facts.studyDescriptions().size());
        }
        Optional<StudyName> study = facts.studyDescriptions().stream()
                .findFirst()
                .flatMap(StudyName::ofStudyDescription)
                .or(() -> Optional.ofNullable(fallback));
        if (study.isEmpty()) {
            return Routing.Unclear.because("the StudyDescription must name investigator and study, as in PI^Study");
        }
        if (facts.patientIds().size() != 1) {
            return Routing.Unclear.because("the objects must have one PatientID: found "
                    + facts.patientIds().size());
        }
        Optional<StudySettings> settings = studies.find(study.get());
        if (settings.isEmpty()) {
            return new Routing.Unclear(
                    "there is no study " + study.get() + " on the forge; bidsforge study create " + study.get()
                            + " makes it, and the session goes on by itself",
                    study);
        }
        return route(facts, before, study.get(), settings.get());
    }

    private Routing route(Facts facts, List<Destination> before, StudyName study, StudySettings settings)
            throws IOException {
        String patientId = facts.patientIds().iterator().next();
        Pseudonyms pseudonyms = pseudonyms(study);
        Optional<String> subject = Optional.of(pseudonyms.subjectLabel(patientId));
        if (settings.subjects() == Subjects.PATIENT_ID) {
            subject = Reproin.subject(patientId);
        }
        if (subject.isEmpty()) {
            return Routing.Unclear.because("the PatientID must have letters or digits for a subject's label");
        }
        Optional<String> day = day(facts, pseudonyms.dateShiftDays(patientId));
        SessionChoice choice = SessionChoice.of(contexts(facts, day));
        if (choice instanceof SessionChoice.Conflict conflict) {
            return Routing.Unclear.because(conflict.reason());
        }
        Optional<String> label = day;
        if (choice instanceof SessionChoice.Chosen chosen) {
            label = chosen(chosen, study, subject.get(), before);
        }
        if (label.isEmpty()) {
            return Routing.Unclear.because(
                    "the objects must have one study date, or a session marker in their protocol names");
        }
        try {
            return new Routing.Found(study, SessionName.of(subject.get(), label.get()), patientId);
        } catch (IllegalArgumentException e) {
            return Routing.Unclear.because("the session's marker must be letters and digits, at most 64");
        }
    }

    /** A counting marker gives the number it gave before: by now this visit is among those that are counted. */
    private Optional<String> chosen(
            SessionChoice.Chosen chosen, StudyName study, String subject, List<Destination> before) throws IOException {
        for (Destination destination : before) {
            SessionName known = SessionName.parse(destination.session());
            if (destination.study().equals(study.toString()) && known.subject().equals(subject)) {
                return chosen.label(List.of())
                        .filter(label -> isExplicit(chosen))
                        .or(known::session);
            }
        }
        return chosen.label(studies.sessions(study, subject));
    }

    private static boolean isExplicit(SessionChoice.Chosen chosen) {
        return switch (chosen.marker().kind()) {
            case EXPLICIT -> true;
            case NEXT, SAME -> false;
        };
    }

    private static Optional<String> day(Facts facts, int shift) {
        if (facts.dates().size() != 1) {
            return Optional.empty();
        }
        try {
            String date = facts.dates().iterator().next().replace(".", "");
            return Optional.of(LocalDate.parse(date, DAY).plusDays(shift).format(DAY));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static List<SeriesContext> contexts(Facts facts, Optional<String> day) {
        Map<String, String> placeholders = day.map(date -> Map.of(DATE, date)).orElse(Map.of());
        return facts.series().stream()
                .map(one ->
                        new SeriesContext(one.protocolName(), one.seriesDescription(), one.imageType(), placeholders))
                .toList();
    }
}
