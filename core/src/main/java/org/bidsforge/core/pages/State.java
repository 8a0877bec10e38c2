// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.pages;

/** What a step of a session is in: always shown by word, shape and colour together. */
public enum State {
    DONE("done", "tick"),
    WARN("done with warnings", "exclamation"),
    RUN("running", "dots"),
    PERSON("needs a person", "person"),
    FAIL("failed", "cross"),
    WAIT("waiting", "triangle"),
    NA("not applicable", "dash"),
    SUPERSEDED("superseded", "curl");

    private final String word;
    private final String icon;

    State(String word, String icon) {
        this.word = word;
        this.icon = icon;
    }

    public String word() {
        return word;
    }

    /** The class that gives an element the state's colour. */
    public String cssClass() {
        return switch (this) {
            case DONE -> "s-done";
            case WARN -> "s-warn";
            case RUN -> "s-run";
            case PERSON -> "s-person";
            case FAIL -> "s-fail";
            case WAIT, NA, SUPERSEDED -> "s-wait";
        };
    }

    /** The id of the state's symbol in the page's icon sheet. */
    public String iconId() {
        return "i-" + icon;
    }
}
