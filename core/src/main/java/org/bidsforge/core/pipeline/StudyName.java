// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.pipeline;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A study: the investigator whose organisation holds its repositories, and its name there. */
public record StudyName(String investigator, String study) {
    private static final Pattern PART = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern NOT_IN_A_NAME = Pattern.compile("[^a-z0-9]+");
    private static final Pattern EDGES = Pattern.compile("^-+|-+$");

    public StudyName {
        check(investigator);
        check(study);
    }

    private static void check(String part) {
        if (!PART.matcher(part).matches()) {
            throw new IllegalArgumentException(
                    "A study must be named investigator/study of lower-case letters, digits and -: " + part);
        }
    }

    public static StudyName parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("A study must be named investigator/study: " + text);
        }
        return new StudyName(text.substring(0, slash), text.substring(slash + 1));
    }

    /** The study that a scanner's StudyDescription names as {@code PI^Study} or {@code PI Study}, if it does. */
    public static Optional<StudyName> ofStudyDescription(String description) {
        String text = description.strip();
        int cut = firstOf(text, ' ', '^');
        if (cut < 0) {
            return Optional.empty();
        }
        String investigator = clean(text.substring(0, cut));
        String study = clean(text.substring(cut + 1));
        if (investigator.isEmpty() || study.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new StudyName(investigator, study));
    }

    private static int firstOf(String text, int... characters) {
        return Arrays.stream(characters)
                .map(text::indexOf)
                .filter(at -> at >= 0)
                .min()
                .orElse(-1);
    }

    private static String clean(String part) {
        String words = NOT_IN_A_NAME.matcher(part.toLowerCase(Locale.ROOT)).replaceAll("-");
        String trimmed = EDGES.matcher(words).replaceAll("");
        String shortened = trimmed.substring(0, Math.min(63, trimmed.length()));
        return EDGES.matcher(shortened).replaceAll("");
    }

    public RepositoryName repository(RepositoryKind kind) {
        return new RepositoryName(investigator, study + "-" + kind.label());
    }

    /** The study that this repository belongs to, if it is named as one of a study's. */
    public static Optional<StudyName> of(RepositoryName repository) {
        for (RepositoryKind kind : RepositoryKind.values()) {
            String ending = "-" + kind.label();
            String name = repository.name();
            if (name.endsWith(ending)) {
                String study = name.substring(0, name.length() - ending.length());
                boolean named = PART.matcher(repository.owner()).matches()
                        && PART.matcher(study).matches();
                return named ? Optional.of(new StudyName(repository.owner(), study)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return investigator + "/" + study;
    }
}
