// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.login;

/** Where credentials come from. */
public enum Origin {
    REPOSITORY("this repository"),
    ENVIRONMENT("the environment"),
    PROFILE("a profile of AWS's files"),
    PROCESS("the credential process"),
    WEB_IDENTITY("a web identity"),
    NONE("none");

    private final String text;

    Origin(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
