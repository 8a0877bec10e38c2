// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.pipeline;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A scan session: a subject's label and, where the study has sessions, the session's label. */
public record SessionName(String subject, Optional<String> session) {
    private static final Pattern LABEL = Pattern.compile("[0-9a-zA-Z+]{1,64}");
    private static final Pattern SPELLING = Pattern.compile("sub-([^_/-]+)(?:[_/]ses-([^_/-]+))?");
    private static final String BRANCH = "convert/";

    public SessionName {
        check(subject);
        session.ifPresent(SessionName::check);
    }

    public static SessionName of(String subject) {
        return new SessionName(subject, Optional.empty());
    }

    public static SessionName of(String subject, String session) {
        return new SessionName(subject, Optional.of(session));
    }

    private static void check(String label) {
        if (!LABEL.matcher(label).matches()) {
            throw new IllegalArgumentException(
                    "A subject's or session's label must be letters, digits and +, at most 64: " + label);
        }
    }

    /** Reads {@code sub-X_ses-Y}, {@code sub-X/ses-Y} or {@code sub-X}. */
    public static SessionName parse(String text) {
        Matcher spelling = SPELLING.matcher(text);
        if (!spelling.matches()) {
            throw new IllegalArgumentException("A session must be named sub-X or sub-X_ses-Y: " + text);
        }
        return new SessionName(spelling.group(1), Optional.ofNullable(spelling.group(2)));
    }

    /** The session that a conversion branch belongs to; nothing for any other branch. */
    public static Optional<SessionName> ofBranch(String branch) {
        if (!branch.startsWith(BRANCH)) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(branch.substring(BRANCH.length())));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    public String folder() {
        return joined("/");
    }

    /** The branch that carries this session's conversion until it is merged. */
    public String branch() {
        return BRANCH + this;
    }

    @Override
    public String toString() {
        return joined("_");
    }

    private String joined(String separator) {
        return "sub-" + subject
                + session.map(label -> separator + "ses-" + label).orElse("");
    }
}
